//! A pause of a run or of a session's feed.

use monty::{MontyRepl, ReplProgress, ReplStartError, RunProgress};
use monty_types::{
    CallArgs, ExcType, ExtFunctionResult, MontyException, MontyObject, MontyUuid, NameLookupResult,
    OsFunctionCall, PrintWriter, SourceRange, StackFrame,
};

/// The result of a turn.
pub(crate) enum Next {
    Paused(Paused),
    Complete {
        value: MontyObject,
        session: Option<Box<MontyRepl>>,
    },
    Raised {
        exception: Box<MontyException>,
        session: Option<Box<MontyRepl>>,
    },
    /// The source of a feed does not compile.
    Refused {
        exception: Box<MontyException>,
        session: Box<MontyRepl>,
    },
}

/// A paused interpreter that waits for the host.
pub(crate) enum Paused {
    Run(Box<RunProgress>),
    Session(Box<ReplProgress>),
}

/// The request of a pause.
pub(crate) enum Request<'a> {
    Function {
        name: &'a str,
        args: &'a CallArgs,
        call_id: u32,
        receiver: Option<MontyUuid>,
        eager: bool,
    },
    Os {
        call: &'a OsFunctionCall,
        call_id: u32,
        eager: bool,
    },
    Name {
        name: &'a str,
        receiver: Option<MontyUuid>,
    },
    Futures {
        call_ids: &'a [u32],
    },
}

/// The host's answer to a request.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The value of the call or the name.
    Return(MontyObject),
    /// An exception raised where Python waits.
    Raise(Box<MontyException>),
    /// The outcome of the call follows later.
    Future,
    /// The host has no such function, module or name.
    NotFound,
    /// The outcome of a call whose awaitable Python awaits at once.
    Eager(Result<MontyObject, Box<MontyException>>),
    /// Outcomes of calls that were answered with a future.
    Settle(Vec<(u32, Result<MontyObject, Box<MontyException>>)>),
}

impl Answer {
    fn name(&self) -> &'static str {
        match self {
            Self::Return(_) => "a value",
            Self::Raise(_) => "an exception",
            Self::Future => "a future",
            Self::NotFound => "not found",
            Self::Eager(_) => "an awaited outcome",
            Self::Settle(_) => "settled futures",
        }
    }
}

impl From<Result<RunProgress, MontyException>> for Next {
    fn from(result: Result<RunProgress, MontyException>) -> Self {
        match result {
            Ok(RunProgress::Complete(value)) => Self::Complete {
                value,
                session: None,
            },
            Ok(progress) => Self::Paused(Paused::Run(Box::new(progress))),
            Err(exception) => Self::Raised {
                exception: Box::new(exception),
                session: None,
            },
        }
    }
}

impl From<Result<ReplProgress, Box<ReplStartError>>> for Next {
    fn from(result: Result<ReplProgress, Box<ReplStartError>>) -> Self {
        match result {
            Ok(ReplProgress::Complete { repl, value }) => Self::Complete {
                value,
                session: Some(Box::new(repl)),
            },
            Ok(progress) => Self::Paused(Paused::Session(Box::new(progress))),
            Err(error) => {
                let ReplStartError { repl, error } = *error;
                Self::Raised {
                    exception: Box::new(error),
                    session: Some(Box::new(repl)),
                }
            }
        }
    }
}

impl Next {
    /// The traceback of an interrupt that ended Python; empty if something else ended it.
    pub(crate) fn interrupt_traceback(&self) -> Vec<StackFrame> {
        match self {
            Self::Raised { exception, .. }
                if exception.exc_type() == ExcType::KeyboardInterrupt =>
            {
                exception.traceback().to_vec()
            }
            _ => Vec::new(),
        }
    }
}

impl Paused {
    /// Whether the run is finished: only a forged dump holds such a pause.
    pub(crate) fn is_complete(&self) -> bool {
        match self {
            Self::Run(progress) => matches!(**progress, RunProgress::Complete(_)),
            Self::Session(progress) => matches!(**progress, ReplProgress::Complete { .. }),
        }
    }

    pub(crate) fn request(&self) -> Request<'_> {
        macro_rules! request {
            ($progress:expr, $kind:ident) => {
                match $progress {
                    $kind::FunctionCall(call) => Request::Function {
                        name: &call.function_name,
                        args: &call.args,
                        call_id: call.call_id,
                        receiver: call.object_id,
                        eager: call.allow_eager_await,
                    },
                    $kind::OsCall(call) => Request::Os {
                        call: &call.function_call,
                        call_id: call.call_id,
                        eager: call.allow_eager_await,
                    },
                    $kind::NameLookup(lookup) => Request::Name {
                        name: &lookup.name,
                        receiver: lookup.object_id(),
                    },
                    $kind::ResolveFutures(futures) => Request::Futures {
                        call_ids: futures.pending_call_ids(),
                    },
                    $kind::Complete { .. } => unreachable!("a finished run is not paused"),
                }
            };
        }
        match self {
            Self::Run(progress) => request!(&**progress, RunProgress),
            Self::Session(progress) => request!(&**progress, ReplProgress),
        }
    }

    pub(crate) fn position(&self) -> &SourceRange {
        macro_rules! position {
            ($progress:expr, $kind:ident) => {
                match $progress {
                    $kind::FunctionCall(call) => &call.position,
                    $kind::OsCall(call) => &call.position,
                    $kind::NameLookup(lookup) => &lookup.position,
                    $kind::ResolveFutures(futures) => futures.position(),
                    $kind::Complete { .. } => unreachable!("a finished run is not paused"),
                }
            };
        }
        match self {
            Self::Run(progress) => position!(&**progress, RunProgress),
            Self::Session(progress) => position!(&**progress, ReplProgress),
        }
    }

    /// Checks that the answer fits the request; the reason if it does not.
    pub(crate) fn accepts(&self, answer: &Answer) -> Result<(), String> {
        let (accepted, what) = match self.request() {
            Request::Function { eager, .. } => (
                matches!(
                    answer,
                    Answer::Return(_) | Answer::Raise(_) | Answer::Future | Answer::NotFound
                ) || eager && matches!(answer, Answer::Eager(_)),
                "a function call",
            ),
            Request::Os { call, eager, .. } => (
                match answer {
                    Answer::Return(_) | Answer::Raise(_) | Answer::NotFound => true,
                    Answer::Future => OsFunctionCall::accepts_future(call.name()),
                    Answer::Eager(_) => eager,
                    Answer::Settle(_) => false,
                },
                "an operating system call",
            ),
            Request::Name { .. } => (
                matches!(
                    answer,
                    Answer::Return(_) | Answer::Raise(_) | Answer::NotFound
                ),
                "a name look-up",
            ),
            Request::Futures { call_ids } => match answer {
                Answer::Settle(outcomes) => {
                    if let Some((id, _)) = outcomes.iter().find(|(id, _)| !call_ids.contains(id)) {
                        return Err(format!("no call {id} is pending"));
                    }
                    (true, "futures")
                }
                _ => (false, "futures"),
            },
        };
        if accepted {
            Ok(())
        } else {
            Err(format!("{what} cannot be answered with {}", answer.name()))
        }
    }

    /// Resumes Python. The answer must be [accepted](Self::accepts).
    pub(crate) fn resume(self, answer: Answer, print: PrintWriter<'_>) -> Next {
        macro_rules! resume {
            ($progress:expr, $kind:ident) => {
                match $progress {
                    $kind::FunctionCall(call) => {
                        let call_id = call.call_id;
                        match answer {
                            Answer::Eager(outcome) => {
                                call.resume_eager(unbox(outcome), print).into()
                            }
                            Answer::NotFound => {
                                let name = call.function_name.clone();
                                call.resume(ExtFunctionResult::NotFound(name), print).into()
                            }
                            answer => call.resume(outcome(answer, call_id), print).into(),
                        }
                    }
                    $kind::OsCall(call) => {
                        let call_id = call.call_id;
                        match answer {
                            Answer::Eager(outcome) => {
                                call.resume_eager(unbox(outcome), print).into()
                            }
                            Answer::NotFound => call.resume_with(print, refuse).into(),
                            answer => call.resume(outcome(answer, call_id), print).into(),
                        }
                    }
                    $kind::NameLookup(lookup) => {
                        let result = match answer {
                            Answer::Return(value) => NameLookupResult::Value(value),
                            Answer::Raise(exception) => NameLookupResult::Error(*exception),
                            _ => NameLookupResult::Undefined,
                        };
                        lookup.resume(result, print).into()
                    }
                    $kind::ResolveFutures(futures) => {
                        let Answer::Settle(outcomes) = answer else {
                            unreachable!("accepted answers settle")
                        };
                        let outcomes = outcomes
                            .into_iter()
                            .map(|(id, outcome)| {
                                (
                                    id,
                                    unbox(outcome).map_or_else(
                                        ExtFunctionResult::Error,
                                        ExtFunctionResult::Return,
                                    ),
                                )
                            })
                            .collect();
                        futures.resume(outcomes, print).into()
                    }
                    $kind::Complete { .. } => unreachable!("a finished run is not paused"),
                }
            };
        }
        match self {
            Self::Run(progress) => resume!(*progress, RunProgress),
            Self::Session(progress) => resume!(*progress, ReplProgress),
        }
    }

    /// Ends the run with an exception that Python cannot catch.
    pub(crate) fn abort(self, exception: MontyException) -> Next {
        macro_rules! abort {
            ($progress:expr, $kind:ident) => {
                match $progress {
                    $kind::FunctionCall(call) => {
                        call.abort(exception, PrintWriter::Disabled).into()
                    }
                    $kind::OsCall(call) => call.abort(exception, PrintWriter::Disabled).into(),
                    $kind::NameLookup(lookup) => {
                        lookup.abort(exception, PrintWriter::Disabled).into()
                    }
                    $kind::ResolveFutures(futures) => {
                        futures.abort(exception, PrintWriter::Disabled).into()
                    }
                    $kind::Complete { .. } => unreachable!("a finished run is not paused"),
                }
            };
        }
        match self {
            Self::Run(progress) => abort!(*progress, RunProgress),
            Self::Session(progress) => abort!(*progress, ReplProgress),
        }
    }
}

fn unbox(outcome: Result<MontyObject, Box<MontyException>>) -> Result<MontyObject, MontyException> {
    outcome.map_err(|exception| *exception)
}

fn outcome(answer: Answer, call_id: u32) -> ExtFunctionResult {
    match answer {
        Answer::Return(value) => ExtFunctionResult::Return(value),
        Answer::Raise(exception) => ExtFunctionResult::Error(*exception),
        Answer::Future => ExtFunctionResult::Future(call_id),
        Answer::NotFound | Answer::Eager(_) | Answer::Settle(_) => {
            unreachable!("answered by their own methods, or not accepted")
        }
    }
}

/// The result of an operating system call that the host does not serve.
fn refuse(call: OsFunctionCall) -> ExtFunctionResult {
    match call {
        OsFunctionCall::Import(name) => ExtFunctionResult::NotFound(name),
        call => ExtFunctionResult::Error(call.on_no_handler()),
    }
}
