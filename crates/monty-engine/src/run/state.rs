//! The states of an execution, and the effect of each message in each state.

use std::{cell::RefCell, io, mem, rc::Rc, time::Duration};

use monty::{MontyRepl, MontyRun};
use monty_lowering::fibers::Fibers;
use monty_types::{
    ExcType, MontyException, MontyObject, NamedValues, OsPolicy, PrintWriter, ResourceTracker,
    unstable::{self, MontyNode},
};

use serde::{Deserialize, Serialize};

use crate::{
    event::kind,
    host_exception::{plain, plainly},
    limits::{LimitExceeded, Limits, Usage},
    memory::charging::uncharged,
    message::{Inputs, Message, Setup, usual_policy},
    paused::{Answer, Next, Paused},
    print::PrintBuffer,
    program::{
        prepared::{Prepared, Source},
        program::Program,
        rewrite::last_assignment_within,
        source_options::SourceOptions,
        sources::Sources,
    },
    run::{
        fibers::{answer_fibers, settling},
        native_clock::{NativeClock, interpreter_limits},
        turn::{Clock, Slice, Turn},
    },
    stack::{drop_deep, on_deep_stack},
    stop_reason::StopReason,
    time::Instant,
    wire::{Encoding, Writer},
};

/// The longest time that Python runs before it yields the thread.
pub const SLICE: Duration = Duration::from_millis(2);

pub(crate) struct Core {
    pub(crate) state: State,
    pub(crate) limits: Limits,
    pub(crate) usage: Usage,
    pub(crate) options: SourceOptions,
    pub(crate) encoding: Encoding,
    pub(crate) sources: Sources,
    pub(crate) fibers: Rc<RefCell<Fibers>>,
    pub(crate) clock: NativeClock,
    pub(crate) print: Rc<RefCell<PrintBuffer>>,
    /// The clock of the open turn, if there is one.
    pub(crate) turn_clock: Rc<Clock>,
    /// Outlives the run's heap, so that shared parts are not refunded to the run.
    pub(crate) program: Option<Rc<Program>>,
}

/// The engine's own part of a dump, besides the interpreter's state.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) limits: Limits,
    pub(crate) usage: Usage,
    pub(crate) options: SourceOptions,
    pub(crate) json: bool,
    pub(crate) sources: Sources,
    pub(crate) fibers: Fibers,
}

/// OS policy and working directory of a run that has not started.
pub(crate) struct RunEnvironment {
    policy: OsPolicy,
    cwd: Option<String>,
}

impl RunEnvironment {
    /// `None` for the defaults, which compiled programs already have.
    pub(crate) fn custom(setup: &Setup) -> Option<Box<Self>> {
        (setup.cwd.is_some() || setup.policy != usual_policy()).then(|| {
            Box::new(Self {
                policy: setup.policy.clone(),
                cwd: setup.cwd.clone(),
            })
        })
    }
}

pub(crate) enum State {
    /// A program that has not started.
    Ready(Option<Box<RunEnvironment>>),
    /// A session between two feeds.
    Idle(Box<MontyRepl>),
    /// An execution in the middle of a turn.
    Open(Turn<Next>),
    /// A pause that waits for the host.
    Paused(Paused),
    /// A serialized pause.
    Parked(Box<[u8]>),
    /// An execution that is over, with the reason.
    Over(&'static str),
}

pub(crate) const FINISHED: &str = "the run is over";
pub(crate) const DEAD: &str = "it was ended by a limit, a cancellation or a failure";

impl Core {
    pub(crate) fn kept(&self, usage: Usage) -> Kept {
        Kept {
            limits: self.limits.clone(),
            usage,
            options: self.options,
            json: self.encoding.json,
            sources: self.sources.clone(),
            fibers: self.fibers.borrow().clone(),
        }
    }

    pub(crate) fn step(&mut self, bytes: &[u8], out: &mut Writer) {
        let message = match Message::read(bytes) {
            Ok(message) => message,
            Err(error) => return self.reject(&error.to_string(), out),
        };
        match self.dispatch(message) {
            Ok(()) => self.slice(out),
            Err(Dispatch::Reject(reason)) => self.reject(&reason, out),
            Err(Dispatch::End(next)) => self.write_next(*next, out),
            Err(Dispatch::Stop) => self.stop(StopReason::Cancelled, out),
            Err(Dispatch::Describe(paused)) => self.write_paused(*paused, out),
            Err(Dispatch::Limit(paused, exceeded)) => self.abort(*paused, exceeded, out),
            Err(Dispatch::Stackless(error)) => {
                self.crash(&format!("no stack could be reserved: {error}"), out);
            }
        }
    }

    /// Opens the turn that a message starts, or continues the open turn. `Err` when no slice is to run.
    fn dispatch(&mut self, message: Message) -> Result<(), Dispatch> {
        match (message, mem::replace(&mut self.state, State::Over(DEAD))) {
            (Message::Stop, state) => {
                self.state = state;
                Err(Dispatch::Stop)
            }
            (Message::Continue, state @ State::Open(_)) => {
                self.state = state;
                Ok(())
            }
            (Message::Start(inputs), State::Ready(environment)) => {
                let (run, inputs) = self.prepare(environment, inputs);
                self.clock = NativeClock::new(&self.limits);
                let tracker = ResourceTracker::new(interpreter_limits(&self.limits, &self.clock));
                self.open(move |print| run.start(inputs, tracker, print).into())
            }
            (
                Message::Feed {
                    code,
                    inputs,
                    assigning,
                    json,
                },
                State::Idle(repl),
            ) => {
                self.encoding.json = json;
                self.usage = Usage {
                    peak_memory: self.usage.peak_memory,
                    ..Usage::default()
                };
                self.print.borrow_mut().reset();
                let script_name = repl.next_script_name();
                let names = inputs.iter().map(|(name, _)| name.to_owned());
                let source = Source {
                    code,
                    script_name: &script_name,
                    inputs: uncharged(|| names.collect()),
                    options: self.options,
                    is_feed: true,
                };
                let prepared = match uncharged(|| self.prepare_feed(source, assigning)) {
                    Ok(prepared) => prepared,
                    Err(exception) => {
                        let session = repl;
                        let refused = Next::Refused { exception, session };
                        return Err(Dispatch::End(Box::new(refused)));
                    }
                };
                // The turn's own copy, charged to the run.
                let text = prepared.text.clone();
                uncharged(|| drop(prepared));
                self.clock = NativeClock::new(&self.limits);
                let duration = self.clock.allowed();
                self.open(move |print| feed(repl, &text, inputs, duration, print))
            }
            (Message::Answer { answer, unasked }, State::Paused(paused)) => {
                match self.accepts(&paused, &answer) {
                    Ok(()) => match self.charge_answer(&paused, unasked) {
                        None => {
                            let answer = self.for_program(answer);
                            let answer = settling(answer, &self.fibers);
                            self.open(move |print| paused.resume(answer, print))
                        }
                        Some(exceeded) => Err(Dispatch::Limit(Box::new(paused), exceeded)),
                    },
                    Err(reason) => {
                        self.state = State::Paused(paused);
                        Err(Dispatch::Reject(reason))
                    }
                }
            }
            (Message::Describe { plain }, State::Paused(paused)) => {
                self.encoding.json &= !plain;
                Err(Dispatch::Describe(Box::new(paused)))
            }
            (Message::Abort(exception), State::Paused(paused)) => {
                let exception = if self.sources.origins.is_python() {
                    *exception
                } else {
                    plain(*exception)
                };
                Err(Dispatch::End(Box::new(on_deep_stack(|| {
                    paused.abort(exception)
                }))))
            }
            (_, state) => {
                let reason = state.describe();
                self.state = state;
                Err(Dispatch::Reject(reason))
            }
        }
    }

    /// Prepares a feed for the interpreter, and records what later steps need of its source.
    fn prepare_feed(
        &mut self,
        mut source: Source<'_>,
        assigning: bool,
    ) -> Result<Prepared, Box<MontyException>> {
        let Sources {
            origins,
            awaited,
            knowledge,
        } = &mut self.sources;
        if assigning {
            let max_bytes = source.options.max_bytes;
            source.code = on_deep_stack(|| last_assignment_within(source.code, max_bytes));
        }
        let script_name = source.script_name;
        let code = source.code.clone();
        let prepared = Program::prepare_feed(source, knowledge)?;
        on_deep_stack(|| awaited.add(script_name, &code));
        origins.add(script_name, prepared.origin.clone());
        Ok(prepared)
    }

    /// The host's answer, with exceptions that the program's form can represent.
    fn for_program(&self, answer: Answer) -> Answer {
        if self.sources.origins.handles_host() {
            answer
        } else {
            plainly(answer)
        }
    }

    /// Checks that the answer fits the pause; the reason if it does not.
    fn accepts(&self, paused: &Paused, answer: &Answer) -> Result<(), String> {
        paused.accepts(answer)?;
        if let Answer::Settle(outcomes) = answer {
            let fibers = self.fibers.borrow();
            if let Some((call, _)) = outcomes.iter().find(|(call, _)| fibers.holds(*call)) {
                return Err(format!("no call {call} is pending"));
            }
        }
        Ok(())
    }

    fn open(
        &mut self,
        work: impl FnOnce(PrintWriter<'_>) -> Next + 'static,
    ) -> Result<(), Dispatch> {
        let fibers = Rc::clone(&self.fibers);
        let work = move |mut print: PrintWriter<'_>| {
            let next = work(print.reborrow());
            answer_fibers(next, &fibers, &mut print)
        };
        let turn = Turn::new(work, Rc::clone(&self.turn_clock), Rc::clone(&self.print))
            .map_err(Dispatch::Stackless)?;
        self.state = State::Open(turn);
        Ok(())
    }

    /// The run's own copy of its program, charged to the run, and its inputs.
    fn prepare(
        &mut self,
        environment: Option<Box<RunEnvironment>>,
        inputs: Inputs,
    ) -> (Box<MontyRun>, Vec<MontyObject>) {
        let program = self
            .program
            .as_ref()
            .expect("a run that has not started has a program");
        let (mut run, inputs) = match inputs {
            Inputs::Apart(values) => (program.run(), values),
            Inputs::Together(values) => match uncharged(|| program.together()) {
                Some((run, origins)) => {
                    uncharged(|| self.sources.origins = origins.clone());
                    (run.clone(), vec![values])
                }
                None => (program.run(), each_of(&values)),
            },
        };
        if let Some(environment) = environment {
            run = run.with_os_policy(environment.policy.clone());
            if let Some(cwd) = &environment.cwd {
                run.set_cwd(cwd);
            }
            uncharged(|| drop(environment));
        }
        (Box::new(run), inputs)
    }

    /// Runs one slice of the open turn.
    fn slice(&mut self, out: &mut Writer) {
        let State::Open(turn) = &mut self.state else {
            unreachable!("a slice needs an open turn")
        };
        let budget = self
            .limits
            .duration
            .map(|limit| limit.saturating_sub(self.usage.duration));
        let began = Instant::now();
        self.clock.open(began);
        let length = if self.clock.can_wait(began, budget) {
            SLICE
        } else {
            Duration::MAX
        };
        let slice = turn.slice(began, length, budget);
        let ended = Instant::now();
        self.usage.duration += ended - began;
        match slice {
            Slice::Yielded => self.write_event(kind::YIELDED, out),
            Slice::Ended(end) => {
                self.clock.close(ended);
                let slept = self.fibers.borrow_mut().take_slept();
                self.usage.slept = self.usage.slept.saturating_add(slept);
                self.state = State::Over(DEAD);
                self.write_end(end, out);
            }
        }
    }

    fn stop(&mut self, reason: StopReason, out: &mut Writer) {
        match mem::replace(&mut self.state, State::Over(DEAD)) {
            State::Open(mut turn) => {
                let end = turn.stop(reason);
                drop(turn);
                self.write_end(end, out);
            }
            State::Paused(paused) => {
                let interrupt = MontyException::new(ExcType::KeyboardInterrupt, None);
                let next = on_deep_stack(|| paused.abort(interrupt));
                let traceback = uncharged(|| next.interrupt_traceback());
                drop_deep(next);
                self.end_at(reason, traceback, out);
            }
            state => {
                drop_deep(state);
                self.end(reason, out);
            }
        }
    }
}

/// The effect of a message after which no slice runs.
enum Dispatch {
    Reject(String),
    End(Box<Next>),
    Stop,
    /// The answer exceeds a limit on calls.
    Limit(Box<Paused>, LimitExceeded),
    /// The pause stays, and its event is written again.
    Describe(Box<Paused>),
    /// The system cannot reserve a stack.
    Stackless(io::Error),
}

impl State {
    fn describe(&self) -> String {
        match self {
            Self::Ready(_) => "the run has not started".to_owned(),
            Self::Idle(_) => "the session waits for code".to_owned(),
            Self::Open(_) => "Python is running".to_owned(),
            Self::Paused(_) | Self::Parked(_) => "Python waits for an answer".to_owned(),
            Self::Over(reason) => (*reason).to_owned(),
        }
    }
}

/// The items of a tuple as separate objects.
fn each_of(tuple: &MontyObject) -> Vec<MontyObject> {
    let (graph, root) = unstable::graph_parts(tuple);
    let MontyNode::Tuple(ids) = graph.node(root) else {
        return Vec::new();
    };
    ids.iter()
        .filter_map(|id| unstable::object_from_graph(graph.clone(), *id).ok())
        .collect()
}

fn feed(
    mut repl: Box<MontyRepl>,
    text: &str,
    inputs: NamedValues,
    duration: Option<Duration>,
    print: PrintWriter<'_>,
) -> Next {
    if let Some(duration) = duration {
        repl.tracker_mut().set_max_feed_duration(duration);
    }
    repl.feed_start(text, inputs, print).into()
}
