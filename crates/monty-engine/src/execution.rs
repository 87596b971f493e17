//! One run of a program, or one session: the state machine behind every way of running Python.

use std::{
    cell::RefCell,
    mem,
    panic::{self, AssertUnwindSafe},
    rc::Rc,
    time::{Duration, Instant},
};

use monty::{MontyRepl, MontyRun};
use monty_types::{
    ExcType, MontyException, MontyObject, NamedValues, OsFunctionCall, OsPolicy, PrintWriter,
    ResourceTracker,
};

use serde::{Deserialize, Serialize};

use crate::{
    alloc::{peak_memory, uncharged},
    awaited::AwaitedCalls,
    event::{self, kind},
    exception::write_exception,
    excess::refuse_beyond,
    limits::{LimitExceeded, Limits, Usage},
    message::{Message, Setup, op},
    meter::Meter,
    native_clock::{NativeClock, interpreter_limits},
    paused::{Next, Paused, Request},
    print::PrintBuffer,
    program::{Program, SourceOptions},
    rewrite::last_assignment,
    source::check_source,
    stack::{drop_deep, on_deep_stack, with_compile_stack},
    stop,
    turn::{Slice, StopReason, Turn, TurnEnd, Unwind, Work, panic_message},
    wire::{Encoding, WireError, Writer, write_object},
};

/// How long Python runs before it hands the thread back.
pub const SLICE: Duration = Duration::from_millis(2);

/// Name look-ups and waits may be this many times as frequent as host calls.
const OTHER_PAUSES: u64 = 10;

/// Whether a step may wait for another thread's slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contention {
    /// Wait.
    Wait,
    /// Say [`kind::BUSY`] and keep the message for the next `CONTINUE`.
    Yield,
}

/// A run or a session.
pub struct Execution {
    meter: Meter,
    core: Core,
    /// A message that came while another thread had its slice.
    deferred: Option<Vec<u8>>,
}

pub(crate) struct Core {
    pub(crate) state: State,
    pub(crate) limits: Limits,
    pub(crate) usage: Usage,
    pub(crate) options: SourceOptions,
    encoding: Encoding,
    /// Calls that are made for their awaitable, of sources that were looked at for it.
    pub(crate) awaited: AwaitedCalls,
    clock: NativeClock,
    print: Rc<RefCell<PrintBuffer>>,
    /// Outlives the run's heap, so that what they share is not freed on the run's account.
    program: Option<Rc<Program>>,
}

/// What is ours to keep of an execution, besides the interpreter's state.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    pub(crate) limits: Limits,
    pub(crate) usage: Usage,
    pub(crate) options: SourceOptions,
    pub(crate) json: bool,
    pub(crate) awaited: AwaitedCalls,
}

/// What a run is told before it starts.
pub(crate) struct Surroundings {
    policy: OsPolicy,
    cwd: Option<String>,
}

pub(crate) enum State {
    /// A program that has not started.
    Ready(Box<Surroundings>),
    /// A session between two feeds.
    Idle(Box<MontyRepl>),
    /// In the middle of a turn.
    Open(Turn<Next>),
    /// Waiting for the host.
    Paused(Paused),
    /// Nothing more will happen, because of this.
    Over(&'static str),
}

const FINISHED: &str = "the run is over";
const DEAD: &str = "it was ended by a limit, a cancellation or a failure";

impl Execution {
    /// A run of `program`, not started.
    pub fn program(program: Rc<Program>, setup: &Setup) -> Self {
        let surroundings = Surroundings {
            policy: setup.policy.clone(),
            cwd: setup.cwd.clone(),
        };
        let state = State::Ready(Box::new(surroundings));
        let mut awaited = AwaitedCalls::default();
        if setup.tells_awaited {
            let (script_name, code) = (program.script_name(), program.code());
            with_compile_stack(code.len(), || awaited.learn(script_name, code));
        }
        Self::new(
            Meter::default(),
            state,
            setup,
            SourceOptions::default(),
            Some(program),
            awaited,
        )
    }

    /// A session in which nothing was defined yet.
    pub fn session(script_name: &str, options: SourceOptions, setup: &Setup) -> Self {
        let mut meter = Meter::default();
        let metered = meter.enter();
        let clock = NativeClock::new(&setup.limits);
        let tracker = ResourceTracker::new(interpreter_limits(&setup.limits, &clock));
        let mut repl = MontyRepl::new(script_name, tracker, options.compile_options())
            .with_os_policy(setup.policy.clone());
        if let Some(cwd) = &setup.cwd {
            repl.set_cwd(cwd);
        }
        let repl = Box::new(repl);
        drop(metered);
        Self::new(
            meter,
            State::Idle(repl),
            setup,
            options,
            None,
            AwaitedCalls::default(),
        )
    }

    fn new(
        meter: Meter,
        state: State,
        setup: &Setup,
        options: SourceOptions,
        program: Option<Rc<Program>>,
        awaited: AwaitedCalls,
    ) -> Self {
        let limits = setup.limits.clone();
        let kept = Kept {
            limits,
            usage: Usage::default(),
            options,
            json: setup.json,
            awaited,
        };
        Self::restored(meter, state, kept, program)
    }

    pub(crate) fn restored(
        meter: Meter,
        state: State,
        kept: Kept,
        program: Option<Rc<Program>>,
    ) -> Self {
        let Kept {
            limits,
            usage,
            options,
            json,
            awaited,
        } = kept;
        let print = Rc::new(RefCell::new(PrintBuffer::new(limits.output, usage.output)));
        let encoding = Encoding {
            json,
            max_bytes: limits.result,
        };
        let clock = NativeClock::new(&limits);
        let core = Core {
            state,
            limits,
            usage,
            options,
            encoding,
            awaited,
            clock,
            print,
            program,
        };
        Self {
            meter,
            core,
            deferred: None,
        }
    }

    /// Says `message` to the execution, runs at most one slice of Python, and writes the event
    /// that came of it. A panic on the way ends the execution and is an event too.
    pub fn step(&mut self, message: &[u8], contention: Contention, out: &mut Writer) {
        let Self {
            meter,
            core,
            deferred,
        } = self;
        let held = deferred.take();
        // Any other message replaces the one that was kept: the host has thought better of it.
        let message = held
            .as_deref()
            .filter(|_| message == [op::CONTINUE])
            .unwrap_or(message);
        let metered = match contention {
            Contention::Wait => Some(meter.enter()),
            Contention::Yield => meter.try_enter(),
        };
        let Some(metered) = metered else {
            *deferred = Some(message.to_vec());
            return core.write_unmetered(kind::BUSY, out);
        };
        refuse_beyond(core.limits.memory);
        let start = out.len();
        if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(|| core.step(message, out))) {
            out.truncate(start);
            match payload.downcast::<Unwind>() {
                Ok(unwind) => core.end(unwind.0, out),
                Err(payload) => core.crash(&panic_message(payload.as_ref()), out),
            }
        }
        drop(metered);
    }

    /// What it may use.
    pub fn limits(&self) -> &Limits {
        &self.core.limits
    }

    /// What was used so far.
    pub fn usage(&self) -> Usage {
        Usage {
            peak_memory: self.meter.peak(),
            ..self.core.usage
        }
    }

    /// Whether a session is between two feeds.
    pub fn is_idle(&self) -> bool {
        matches!(self.core.state, State::Idle(_))
    }

    /// Whether nothing more will happen.
    pub fn is_over(&self) -> bool {
        matches!(self.core.state, State::Over(_))
    }

    /// The names of an idle session's functions.
    pub fn function_names(&self) -> Vec<String> {
        match &self.core.state {
            State::Idle(repl) => repl
                .function_names()
                .into_iter()
                .map(str::to_owned)
                .collect(),
            State::Ready(_) | State::Open(_) | State::Paused(_) | State::Over(_) => Vec::new(),
        }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }
}

impl Core {
    pub(crate) fn kept(&self, usage: Usage) -> Kept {
        Kept {
            limits: self.limits.clone(),
            usage,
            options: self.options,
            json: self.encoding.json,
            awaited: self.awaited.clone(),
        }
    }

    fn step(&mut self, bytes: &[u8], out: &mut Writer) {
        let message = match Message::read(bytes) {
            Ok(message) => message,
            Err(error) => return self.reject(&error.to_string(), out),
        };
        if let Message::Describe = message
            && let State::Paused(paused) = mem::replace(&mut self.state, State::Over(DEAD))
        {
            return self.write_paused(paused, out);
        }
        let work = match self.work(message) {
            Ok(Some(work)) => work,
            Ok(None) => return self.slice(out),
            Err(Refusal::Reject(reason)) => return self.reject(&reason, out),
            Err(Refusal::End(next)) => return self.write_next(*next, out),
            Err(Refusal::Stop) => return self.stop(StopReason::Cancelled, out),
        };
        match Turn::new(work, Rc::clone(&self.print)) {
            Ok(turn) => {
                self.state = State::Open(turn);
                self.slice(out);
            }
            Err(error) => self.crash(&format!("no stack could be reserved: {error}"), out),
        }
    }

    /// Turns a message into the work of a new turn; `None` when the open one goes on.
    fn work(&mut self, message: Message) -> Result<Option<Work<Next>>, Refusal> {
        match (message, mem::replace(&mut self.state, State::Over(DEAD))) {
            (Message::Stop, state) => {
                self.state = state;
                Err(Refusal::Stop)
            }
            (Message::Continue, state @ State::Open(_)) => {
                self.state = state;
                Ok(None)
            }
            (Message::Start(inputs), State::Ready(surroundings)) => {
                let run = self.prepare(surroundings);
                self.clock = NativeClock::new(&self.limits);
                let tracker = ResourceTracker::new(interpreter_limits(&self.limits, &self.clock));
                Ok(Some(Box::new(move |print| {
                    run.start(inputs, tracker, print).into()
                })))
            }
            (
                Message::Feed {
                    code,
                    inputs,
                    assigning,
                },
                State::Idle(repl),
            ) => {
                self.usage = Usage {
                    peak_memory: self.usage.peak_memory,
                    ..Usage::default()
                };
                self.print.borrow_mut().reset();
                let options = self.options;
                let awaited = &mut self.awaited;
                uncharged(|| {
                    with_compile_stack(code.len(), || {
                        awaited.learn(&repl.next_script_name(), &code)
                    });
                });
                self.clock = NativeClock::new(&self.limits);
                let duration = self.clock.allowed();
                let source = FedSource {
                    code,
                    assigning,
                    options,
                };
                Ok(Some(Box::new(move |print| {
                    feed(repl, source, inputs, duration, print)
                })))
            }
            (Message::Answer(answer), State::Paused(paused)) => match paused.accepts(&answer) {
                Ok(()) => Ok(Some(Box::new(move |print| paused.resume(answer, print)))),
                Err(reason) => {
                    self.state = State::Paused(paused);
                    Err(Refusal::Reject(reason))
                }
            },
            (Message::Abort(exception), State::Paused(paused)) => {
                Err(Refusal::End(Box::new(on_deep_stack(|| {
                    paused.abort(*exception)
                }))))
            }
            (_, state) => {
                let reason = state.describe();
                self.state = state;
                Err(Refusal::Reject(reason))
            }
        }
    }

    /// The run's own copy of its program, on the run's account.
    fn prepare(&self, surroundings: Box<Surroundings>) -> Box<MontyRun> {
        let program = self
            .program
            .as_ref()
            .expect("a run that has not started has a program");
        let mut run = program.run().with_os_policy(surroundings.policy.clone());
        if let Some(cwd) = &surroundings.cwd {
            run.set_cwd(cwd);
        }
        uncharged(|| drop(surroundings));
        Box::new(run)
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
                self.state = State::Over(DEAD);
                self.write_end(end, out);
            }
        }
    }

    fn stop(&mut self, reason: StopReason, out: &mut Writer) {
        match mem::replace(&mut self.state, State::Over(DEAD)) {
            State::Open(mut turn) => {
                turn.stop(reason);
            }
            state => drop_deep(state),
        }
        self.write_event(kind::STOPPED, out);
    }

    fn write_end(&mut self, end: TurnEnd<Next>, out: &mut Writer) {
        match end {
            // A native operation may have gone past the limit without looking at any clock.
            TurnEnd::Finished(next @ (Next::Complete { .. } | Next::Paused(_)))
                if self.is_out_of_time() =>
            {
                drop_deep(next);
                self.end(StopReason::Duration, out);
            }
            TurnEnd::Finished(next) => self.write_next(next, out),
            TurnEnd::Stopped(reason) => self.end(reason, out),
            TurnEnd::Panicked(reason) => self.crash(&reason, out),
        }
    }

    fn is_out_of_time(&self) -> bool {
        self.limits
            .duration
            .is_some_and(|limit| self.usage.duration > limit)
    }

    /// Python was unwound: what is left of its state is of no use.
    fn end(&mut self, reason: StopReason, out: &mut Writer) {
        let state = mem::replace(&mut self.state, State::Over(DEAD));
        drop_deep(state);
        let exceeded = match reason {
            StopReason::Cancelled => return self.write_event(kind::STOPPED, out),
            StopReason::Duration => stop::duration(&self.limits, &self.usage),
            StopReason::Memory { used } => stop::memory(&self.limits, used),
        };
        self.write_limit(exceeded, None, out);
    }

    fn write_next(&mut self, next: Next, out: &mut Writer) {
        match next {
            Next::Paused(paused) => match self.charge(&paused) {
                None => self.write_paused(paused, out),
                Some(exceeded) => self.abort(paused, exceeded, out),
            },
            Next::Complete { value, session } => {
                self.rest(session);
                self.write_value(&value, out);
                drop_deep(value);
            }
            Next::Raised { exception, session } => {
                let has_run_out = self.clock.has_run_out();
                if let Some(exceeded) =
                    stop::exceeded(&exception, &self.limits, &self.usage, has_run_out)
                {
                    drop_deep(session);
                    self.write_limit(exceeded, Some(&exception), out);
                } else {
                    self.rest(session);
                    self.write_event(kind::RAISED, out);
                    uncharged(|| write_exception(&exception, out));
                }
            }
            Next::Refused { exception, session } => {
                self.rest(Some(session));
                self.write_event(kind::REFUSED, out);
                uncharged(|| write_exception(&exception, out));
            }
        }
    }

    /// After a turn, a session is idle and a run is over.
    fn rest(&mut self, session: Option<Box<MontyRepl>>) {
        self.state = session.map_or(State::Over(FINISHED), State::Idle);
    }

    /// Counts a pause, and the sleep it may ask for.
    fn charge(&mut self, paused: &Paused) -> Option<LimitExceeded> {
        let usage = &mut self.usage;
        let calls = match paused.request() {
            Request::Function { .. } => &mut usage.host_calls,
            Request::Os { call, .. } => {
                if let OsFunctionCall::Sleep(delay) | OsFunctionCall::AsyncSleep(delay) = call {
                    usage.slept = usage.slept.saturating_add(*delay);
                }
                &mut usage.host_calls
            }
            Request::Name { .. } | Request::Futures { .. } => &mut usage.other_pauses,
        };
        *calls += 1;
        let limits = &self.limits;
        let over_calls = limits.host_calls.is_some_and(|limit| {
            usage.host_calls > limit || usage.other_pauses > limit.saturating_mul(OTHER_PAUSES)
        });
        if over_calls {
            return Some(stop::host_calls(limits, usage));
        }
        limits
            .total_sleep
            .filter(|limit| usage.slept > *limit)
            .map(|_| stop::sleep(limits, usage))
    }

    /// Ends a pause that went over a limit, for the traceback.
    fn abort(&mut self, paused: Paused, exceeded: LimitExceeded, out: &mut Writer) {
        let reason = MontyException::new(ExcType::RuntimeError, Some(stop::message(exceeded)));
        let Next::Raised { exception, session } = on_deep_stack(|| paused.abort(reason)) else {
            unreachable!("an aborted run raises");
        };
        drop_deep(session);
        self.write_limit(exceeded, Some(&exception), out);
    }

    fn write_paused(&mut self, paused: Paused, out: &mut Writer) {
        let start = out.len();
        self.write_event(event::request_kind(&paused.request()), out);
        match uncharged(|| event::write_pause(&paused, &self.awaited, self.encoding, out)) {
            Ok(()) => self.state = State::Paused(paused),
            Err(WireError::TooLarge(allowed)) => {
                out.truncate(start);
                self.abort(paused, stop::result(allowed), out);
            }
            Err(error) => {
                out.truncate(start);
                let place = match paused.request() {
                    Request::Function { name, .. } => format!("arguments of {name}()"),
                    Request::Os { call, .. } => format!("arguments of {}()", call.name()),
                    Request::Name { .. } | Request::Futures { .. } => "the pause".to_owned(),
                };
                drop_deep(paused);
                self.write_unconvertible(&place, &error, out);
            }
        }
    }

    fn write_value(&mut self, value: &MontyObject, out: &mut Writer) {
        let start = out.len();
        self.write_event(kind::COMPLETE, out);
        match uncharged(|| write_object(value, self.encoding, out)) {
            Ok(()) => {}
            Err(WireError::TooLarge(allowed)) => {
                out.truncate(start);
                self.write_limit(stop::result(allowed), None, out);
            }
            Err(error) => {
                out.truncate(start);
                self.write_unconvertible("result", &error, out);
            }
        }
    }

    fn write_event(&mut self, kind: u8, out: &mut Writer) {
        self.usage.peak_memory = peak_memory();
        self.write_unmetered(kind, out);
    }

    /// As [`write_event`](Self::write_event), while the process's count is not the run's.
    fn write_unmetered(&mut self, kind: u8, out: &mut Writer) {
        let mut print = self.print.borrow_mut();
        self.usage.output = print.total();
        uncharged(|| event::write_head(kind, &self.usage, &mut print, out));
    }

    fn write_limit(
        &mut self,
        exceeded: LimitExceeded,
        exception: Option<&MontyException>,
        out: &mut Writer,
    ) {
        self.write_event(kind::LIMIT, out);
        uncharged(|| {
            event::write_limit(exceeded, out);
            out.u8(u8::from(exception.is_some()));
            if let Some(exception) = exception {
                write_exception(exception, out);
            }
        });
    }

    fn write_unconvertible(&mut self, place: &str, error: &WireError, out: &mut Writer) {
        self.write_event(kind::UNCONVERTIBLE, out);
        uncharged(|| {
            out.text(place);
            out.text(&error.to_string());
        });
    }

    fn reject(&mut self, reason: &str, out: &mut Writer) {
        self.write_event(kind::REJECTED, out);
        uncharged(|| out.text(reason));
    }

    /// After a panic nothing is known about the heap, so it is leaked rather than dropped.
    fn crash(&mut self, reason: &str, out: &mut Writer) {
        mem::forget(mem::replace(&mut self.state, State::Over(DEAD)));
        self.write_event(kind::CRASHED, out);
        uncharged(|| out.text(reason));
    }
}

/// Why a message led to no work.
enum Refusal {
    Reject(String),
    End(Box<Next>),
    Stop,
}

impl State {
    fn describe(&self) -> String {
        match self {
            Self::Ready(_) => "the run has not started".to_owned(),
            Self::Idle(_) => "the session waits for code".to_owned(),
            Self::Open(_) => "Python is running".to_owned(),
            Self::Paused(_) => "Python waits for an answer".to_owned(),
            Self::Over(reason) => (*reason).to_owned(),
        }
    }
}

/// What a session is fed.
struct FedSource {
    code: String,
    /// Whether a final assignment is its value.
    assigning: bool,
    options: SourceOptions,
}

fn feed(
    mut repl: Box<MontyRepl>,
    FedSource {
        code,
        assigning,
        options,
    }: FedSource,
    inputs: NamedValues,
    duration: Option<Duration>,
    print: PrintWriter<'_>,
) -> Next {
    let script_name = repl.next_script_name();
    if let Err(exception) = check_source(&code, &script_name, options.max_bytes, options.allow_eval)
    {
        return Next::Refused {
            exception,
            session: repl,
        };
    }
    if let Some(duration) = duration {
        repl.tracker_mut().set_max_feed_duration(duration);
    }
    let before = repl.tracker().elapsed();
    let code = if assigning {
        last_assignment(code)
    } else {
        code
    };
    match repl.feed_start(&code, inputs, print).into() {
        // Nothing was executed, so the source was refused rather than raised it.
        Next::Raised {
            exception,
            session: Some(session),
        } if is_refusal(&exception) && session.tracker().elapsed() == before => {
            Next::Refused { exception, session }
        }
        next => next,
    }
}

fn is_refusal(exception: &MontyException) -> bool {
    matches!(
        exception.exc_type(),
        ExcType::SyntaxError | ExcType::NotImplementedError
    )
}

impl Drop for Execution {
    fn drop(&mut self) {
        let state = mem::replace(&mut self.core.state, State::Over(DEAD));
        match state {
            State::Over(_) => {}
            // Its own stack is deep.
            State::Open(turn) => drop(turn),
            State::Ready(_) | State::Idle(_) | State::Paused(_) => drop_deep(state),
        }
    }
}
