//! One run of a program, or one session: the state machine behind every way to run Python.

use std::{cell::RefCell, mem, rc::Rc, time::Duration};

use monty::MontyRepl;
use monty_lowering::{fibers::Fibers, is_ours};
use monty_types::ResourceTracker;

use crate::{
    account::take_account,
    event::kind,
    limits::{Limits, Usage},
    memory::{alloc::live_memory, machine::memory_ceiling, meter::Meter, overrun::refuse_beyond},
    message::{Setup, op},
    panics::{catch, panic_message},
    print::PrintBuffer,
    program::{origin::Origins, program::Program, source_options::SourceOptions, sources::Sources},
    run::{
        native_clock::{NativeClock, interpreter_limits},
        state::{Core, DEAD, Kept, RunEnvironment, State},
        state_dump::SnapshotError,
    },
    stack::{drop_deep, on_deep_stack},
    stop_reason::{StopReason, Unwind},
    wire::{Encoding, Writer},
};

/// Bytes above which a run is not parked: unparking would take longer than half a millisecond.
const LARGEST_PARKED: usize = 256 * 1024;

/// Whether a step may wait for another thread's slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contention {
    /// Wait for the other thread.
    Wait,
    /// Reply [`kind::BUSY`] and keep the message for the next `CONTINUE`.
    Yield,
}

/// A run or a session.
pub struct Execution {
    meter: Meter,
    core: Core,
    /// A message that arrived during another thread's slice.
    deferred: Option<Vec<u8>>,
}

impl Execution {
    /// A run of `program` that has not started.
    pub fn program(program: Rc<Program>, setup: &Setup) -> Self {
        let state = State::Ready(RunEnvironment::custom(setup));
        let mut sources = Sources {
            origins: program.origins().clone(),
            ..Sources::default()
        };
        if setup.flags_awaited {
            let (script_name, code) = (program.script_name(), program.code());
            on_deep_stack(|| sources.awaited.add(script_name, code));
        }
        Self::new(
            Meter::default(),
            state,
            setup,
            SourceOptions::default(),
            Some(program),
            sources,
        )
    }

    /// A new session.
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
            Sources {
                origins: Origins::new(options.lowers),
                ..Sources::default()
            },
        )
    }

    fn new(
        meter: Meter,
        state: State,
        setup: &Setup,
        options: SourceOptions,
        program: Option<Rc<Program>>,
        sources: Sources,
    ) -> Self {
        let limits = setup.limits.clone();
        let kept = Kept {
            limits,
            usage: Usage::default(),
            options,
            json: setup.json,
            sources,
            fibers: Fibers::default(),
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
            sources,
            fibers,
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
            sources,
            fibers: Rc::new(RefCell::new(fibers)),
            clock,
            print,
            turn_clock: Rc::default(),
            program,
        };
        Self {
            meter,
            core,
            deferred: None,
        }
    }

    /// Delivers `message`, runs at most one slice of Python, and writes the resulting event. A panic ends
    /// the execution and is reported as an event.
    pub fn step(&mut self, message: &[u8], contention: Contention, out: &mut Writer) {
        let Self {
            meter,
            core,
            deferred,
        } = self;
        let message = match take_account(message) {
            Some((account, rest)) => {
                meter.hold(account.held);
                core.usage.duration += account.spent;
                rest
            }
            None => message,
        };
        let held = deferred.take();
        // Any message but `CONTINUE` replaces the deferred one.
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
        if let Err(error) = core.unpark() {
            return core.crash(&error.to_string(), out);
        }
        refuse_beyond(Some(memory_ceiling(&core.limits)));
        if core.is_beyond_memory() {
            // The memory that the host holds for the run already exceeds the limit.
            return core.end(
                StopReason::Memory {
                    used: live_memory(),
                },
                out,
            );
        }
        let start = out.len();
        if let Err(payload) = catch(|| core.step(message, out)) {
            out.truncate(start);
            match payload.downcast::<Unwind>() {
                Ok(unwind) => core.end(unwind.0, out),
                Err(payload) => core.crash(&panic_message(payload.as_ref()), out),
            }
        }
        drop(metered);
    }

    /// The limits of the execution.
    pub fn limits(&self) -> &Limits {
        &self.core.limits
    }

    /// The resources used so far.
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

    /// Whether the execution is over.
    pub fn is_over(&self) -> bool {
        matches!(self.core.state, State::Over(_))
    }

    /// The names of an idle session's functions.
    pub fn function_names(&self) -> Vec<String> {
        match &self.core.state {
            State::Idle(repl) => repl
                .function_names()
                .into_iter()
                .filter(|name| !is_ours(name))
                .map(str::to_owned)
                .collect(),
            State::Ready(_)
            | State::Open(_)
            | State::Paused(_)
            | State::Parked(_)
            | State::Over(_) => Vec::new(),
        }
    }

    pub(crate) fn count_time(&mut self, took: Duration) {
        self.core.usage.duration += took;
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// Serializes the heap of a paused run until the run is resumed, which takes a fifth of the memory of a small
    /// run. Does nothing when the run is not paused, or large: that would take long to write and to read.
    pub fn park(&mut self) {
        if self.deferred.is_none() && self.meter.live() <= LARGEST_PARKED {
            self.core.park();
        }
    }

    /// Whether the heap is serialized.
    pub fn is_parked(&self) -> bool {
        matches!(self.core.state, State::Parked(_))
    }

    pub(crate) fn unpark(&mut self) -> Result<(), SnapshotError> {
        if !self.is_parked() {
            return Ok(());
        }
        let _metered = self.meter.enter();
        self.core.unpark()
    }
}

impl Drop for Execution {
    fn drop(&mut self) {
        let state = mem::replace(&mut self.core.state, State::Over(DEAD));
        match state {
            State::Parked(_) | State::Over(_) => {}
            // The turn is dropped on its own stack, which is deep.
            State::Open(turn) => drop(turn),
            State::Ready(_) | State::Idle(_) | State::Paused(_) => drop_deep(state),
        }
    }
}
