//! Writes the result of a turn as an event.

use std::{mem, rc::Rc};

use monty::MontyRepl;
use monty_types::{ExcType, MontyException, MontyObject, StackFrame};

use crate::{
    crossing::Crossing,
    event::{self, kind},
    exception::{is_success, write_exception},
    limits::LimitExceeded,
    memory::{
        alloc::{live_memory, peak_memory},
        charging::uncharged,
        overrun::HEADROOM,
    },
    paused::{Next, Paused, Request},
    run::{
        state::{Core, DEAD, FINISHED, State},
        turn::TurnEnd,
    },
    stack::{drop_deep, on_deep_stack},
    stop,
    stop_reason::StopReason,
    wire::{Room, WireError, Writer, write_result},
};

impl Core {
    pub(crate) fn write_end(&mut self, end: TurnEnd<Next>, out: &mut Writer) {
        match end {
            // A native operation may have exceeded the limit without checking a clock.
            TurnEnd::Finished(next @ (Next::Complete { .. } | Next::Paused(_)))
                if self.is_out_of_time() =>
            {
                drop_deep(next);
                self.end(StopReason::Duration, out);
            }
            // It may also have taken memory between two checks of the interpreter.
            TurnEnd::Finished(next @ (Next::Complete { .. } | Next::Paused(_)))
                if self.is_out_of_memory() =>
            {
                drop_deep(next);
                self.end(
                    StopReason::Memory {
                        used: peak_memory(),
                    },
                    out,
                );
            }
            TurnEnd::Finished(next) => self.write_next(next, out),
            TurnEnd::Stopped(reason, last) => {
                let mut traceback = uncharged(|| {
                    last.as_ref()
                        .map(Next::interrupt_traceback)
                        .unwrap_or_default()
                });
                drop_deep(last);
                // A handler that lets the interrupt pass is its innermost frame then; those within are lost.
                traceback.pop_if(|frame| frame.hide_caret);
                self.end_at(reason, traceback, out);
            }
            TurnEnd::Panicked(reason) => self.crash(&reason, out),
        }
    }

    /// Whether the run exceeds its memory limit before the step.
    pub(crate) fn is_beyond_memory(&self) -> bool {
        !matches!(self.state, State::Over(_))
            && self
                .limits
                .memory
                .is_some_and(|limit| live_memory() > limit.saturating_add(HEADROOM))
    }

    fn is_out_of_memory(&self) -> bool {
        self.limits
            .memory
            .is_some_and(|limit| peak_memory() > limit.saturating_add(HEADROOM))
    }

    pub(crate) fn is_out_of_time(&self) -> bool {
        self.limits
            .duration
            .is_some_and(|limit| self.usage.duration > limit)
    }

    /// Ends an execution after Python was unwound, which leaves no usable state.
    pub(crate) fn end(&mut self, reason: StopReason, out: &mut Writer) {
        let state = mem::replace(&mut self.state, State::Over(DEAD));
        drop_deep(state);
        let exceeded = match reason {
            StopReason::Cancelled => return self.write_stopped(None, out),
            StopReason::Duration => stop::duration(&self.limits, &self.usage),
            StopReason::Memory { used } => stop::memory(&self.limits, used),
        };
        self.write_limit(exceeded, None, out);
    }

    /// Ends the execution with the traceback of Python's position; an empty one is an unknown position.
    pub(crate) fn end_at(
        &mut self,
        reason: StopReason,
        traceback: Vec<StackFrame>,
        out: &mut Writer,
    ) {
        if traceback.is_empty() {
            return self.end(reason, out);
        }
        drop_deep(mem::replace(&mut self.state, State::Over(DEAD)));
        let (exc_type, exceeded) = match reason {
            StopReason::Cancelled => (ExcType::KeyboardInterrupt, None),
            StopReason::Duration => (
                ExcType::TimeoutError,
                Some(stop::duration(&self.limits, &self.usage)),
            ),
            StopReason::Memory { used } => {
                (ExcType::MemoryError, Some(stop::memory(&self.limits, used)))
            }
        };
        let told = uncharged(|| {
            MontyException::with_traceback(exc_type, exceeded.map(stop::message), traceback)
        });
        match exceeded {
            Some(exceeded) => self.write_limit(exceeded, Some(&told), out),
            None => self.write_stopped(Some(&told), out),
        }
        uncharged(|| drop(told));
    }

    pub(crate) fn write_next(&mut self, next: Next, out: &mut Writer) {
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
            Next::Raised { exception, session }
                if self.sources.origins.is_python() && is_success(&exception) =>
            {
                self.rest(session);
                self.write_value(&MontyObject::none(), out);
            }
            Next::Raised { exception, session } => {
                let has_run_out = self.clock.has_run_out();
                if let Some(exceeded) =
                    stop::exceeded(&exception, &self.limits, &self.usage, has_run_out)
                {
                    drop_deep(session);
                    let told = stop::with_given_limit(&exception, exceeded);
                    self.write_limit(exceeded, Some(told.as_ref().unwrap_or(&exception)), out);
                } else {
                    self.rest(session);
                    self.write_event(kind::RAISED, out);
                    uncharged(|| {
                        write_exception(&exception, &self.sources.origins, out);
                        Crossing::of(&exception).write(out);
                    });
                }
            }
            Next::Refused { exception, session } => {
                self.rest(Some(session));
                self.write_event(kind::REFUSED, out);
                uncharged(|| {
                    write_exception(&exception, &self.sources.origins, out);
                    drop(exception);
                });
            }
        }
    }

    /// Sets the state after a turn: a session becomes idle, a run is over.
    pub(crate) fn rest(&mut self, session: Option<Box<MontyRepl>>) {
        self.state = session.map_or(State::Over(FINISHED), State::Idle);
    }

    /// Aborts a pause that exceeded a limit, to get the traceback.
    pub(crate) fn abort(&mut self, paused: Paused, exceeded: LimitExceeded, out: &mut Writer) {
        let reason = MontyException::new(ExcType::RuntimeError, Some(stop::message(exceeded)));
        let Next::Raised { exception, session } = on_deep_stack(|| paused.abort(reason)) else {
            unreachable!("an aborted run raises");
        };
        drop_deep(session);
        self.write_limit(exceeded, Some(&exception), out);
    }

    /// The run's remaining memory for values in transit, which count towards the run while the host holds them.
    fn room(&self) -> Room {
        Room(
            self.limits
                .memory
                .map(|limit| limit.saturating_add(HEADROOM).saturating_sub(live_memory())),
        )
    }

    fn overrun(&self, error: &WireError) -> LimitExceeded {
        match error {
            WireError::TooLarge(allowed) => stop::result(*allowed),
            _ => self.no_room(),
        }
    }

    /// The memory limit, exceeded by a value that does not fit.
    fn no_room(&self) -> LimitExceeded {
        let room = self.room().0.unwrap_or(0);
        stop::memory(
            &self.limits,
            live_memory().saturating_add(room).saturating_add(1),
        )
    }

    pub(crate) fn write_paused(&mut self, paused: Paused, out: &mut Writer) {
        let start = out.len();
        self.write_event(event::request_kind(&paused.request()), out);
        let (encoding, room, may_ask) = (self.encoding, self.room(), self.may_ask());
        let fibers = Rc::clone(&self.fibers);
        let fibers = fibers.borrow();
        let known = (&self.sources, &*fibers);
        match uncharged(|| event::write_pause(&paused, known, encoding, room, may_ask, out)) {
            Ok(footprint) => {
                event::write_footprint(footprint, start, out);
                self.state = State::Paused(paused);
            }
            Err(error @ (WireError::TooLarge(_) | WireError::NoRoom)) => {
                out.truncate(start);
                self.abort(paused, self.overrun(&error), out);
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

    pub(crate) fn write_value(&mut self, value: &MontyObject, out: &mut Writer) {
        let start = out.len();
        self.write_event(kind::COMPLETE, out);
        let (encoding, room) = (self.encoding, self.room());
        match uncharged(|| write_result(value, encoding, room, out)) {
            Ok(()) => {}
            Err(error @ (WireError::TooLarge(_) | WireError::NoRoom)) => {
                out.truncate(start);
                self.write_limit(self.overrun(&error), None, out);
            }
            Err(error) => {
                out.truncate(start);
                self.write_unconvertible("result", &error, out);
            }
        }
    }

    pub(crate) fn write_event(&mut self, kind: u8, out: &mut Writer) {
        self.usage.peak_memory = peak_memory();
        self.write_unmetered(kind, out);
    }

    /// As [`write_event`](Self::write_event), while the process's memory count is not that of the run.
    pub(crate) fn write_unmetered(&mut self, kind: u8, out: &mut Writer) {
        let mut print = self.print.borrow_mut();
        self.usage.output = print.total();
        uncharged(|| event::write_head(kind, &self.usage, &mut print, out));
    }

    pub(crate) fn write_limit(
        &mut self,
        exceeded: LimitExceeded,
        exception: Option<&MontyException>,
        out: &mut Writer,
    ) {
        self.write_event(kind::LIMIT, out);
        uncharged(|| event::write_limit(exceeded, out));
        self.write_traceback(exception, out);
    }

    /// `exception` has the traceback, if Python was running.
    fn write_stopped(&mut self, exception: Option<&MontyException>, out: &mut Writer) {
        self.write_event(kind::STOPPED, out);
        self.write_traceback(exception, out);
    }

    fn write_traceback(&self, exception: Option<&MontyException>, out: &mut Writer) {
        uncharged(|| {
            out.u8(u8::from(exception.is_some()));
            if let Some(exception) = exception {
                write_exception(exception, &self.sources.origins, out);
            }
        });
    }

    pub(crate) fn write_unconvertible(&mut self, place: &str, error: &WireError, out: &mut Writer) {
        self.write_event(kind::UNCONVERTIBLE, out);
        uncharged(|| {
            out.text(place);
            out.text(&error.to_string());
        });
    }

    pub(crate) fn reject(&mut self, reason: &str, out: &mut Writer) {
        self.write_event(kind::REJECTED, out);
        uncharged(|| out.text(reason));
    }

    /// Ends an execution after a panic. The heap may be inconsistent, so it is leaked, not dropped.
    pub(crate) fn crash(&mut self, reason: &str, out: &mut Writer) {
        mem::forget(mem::replace(&mut self.state, State::Over(DEAD)));
        self.write_event(kind::CRASHED, out);
        uncharged(|| out.text(reason));
    }
}
