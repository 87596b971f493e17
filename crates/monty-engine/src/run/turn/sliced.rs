//! Turns in slices: each runs on a stack of its own, and is suspended there between slices.

use std::{cell::RefCell, rc::Rc, sync::atomic::Ordering::Relaxed, time::Duration};

use corosensei::{Coroutine, CoroutineResult, Yielder, stack::Stack};
use monty_types::PrintWriter;
use stacker::{PooledStack, Standing};

use crate::{
    memory::alloc::{set_deadline, set_turn_stack},
    print::PrintBuffer,
    run::turn::{Clock, LENIENCY, OPEN, Signal, Slice, TurnEnd, run},
    stop_reason::StopReason,
    time::Instant,
};

/// The work of one turn, suspended between slices.
pub(crate) struct Turn<T> {
    coroutine: Coroutine<Signal, (), TurnEnd<T>, PooledStack>,
    clock: Rc<Clock>,
    stack: (usize, usize),
}

impl<T: 'static> Turn<T> {
    /// Prepares `work`, which receives the writer for Python's output, without running it.
    pub(crate) fn new(
        work: impl FnOnce(PrintWriter<'_>) -> T + 'static,
        clock: Rc<Clock>,
        print: Rc<RefCell<PrintBuffer>>,
    ) -> std::io::Result<Self> {
        let hook_clock = Rc::clone(&clock);
        let stack = PooledStack::take()?;
        let range = (stack.lowest(), stack.base().get());
        OPEN.fetch_add(1, Relaxed);
        let coroutine = Coroutine::with_stack(
            stack,
            move |yielder: &Yielder<Signal, ()>, signal| match signal {
                Signal::Continue => run(work, || yielder.suspend(()), &hook_clock, &print),
                Signal::Stop(reason) | Signal::Unwind(reason) => TurnEnd::Stopped(reason, None),
            },
        );
        Ok(Self {
            coroutine,
            clock,
            stack: range,
        })
    }

    /// Executes until the turn ends or `slice` has passed. `budget` is the rest of the run's execution time,
    /// at whose end the turn is unwound.
    pub(crate) fn slice(
        &mut self,
        now: Instant,
        slice: Duration,
        budget: Option<Duration>,
    ) -> Slice<T> {
        self.clock.slice_end.set(now.checked_add(slice));
        let budget_end = budget.and_then(|budget| now.checked_add(budget));
        self.clock.budget_end.set(budget_end);
        set_deadline(budget_end.and_then(|end| end.checked_add(LENIENCY)));
        let slice = self.resume(Signal::Continue);
        set_deadline(None);
        slice
    }

    /// Ends the work at its current place. A turn that has not started ends without running.
    pub(crate) fn stop(&mut self, reason: StopReason) -> TurnEnd<T> {
        match self.resume(Signal::Stop(reason)) {
            Slice::Ended(end) => end,
            Slice::Yielded => unreachable!("a turn that ends never yields"),
        }
    }

    fn resume(&mut self, signal: Signal) -> Slice<T> {
        set_turn_stack(self.stack);
        let standing = Standing::on(self.stack.0);
        let result = self.coroutine.resume(signal);
        drop(standing);
        set_turn_stack((0, 0));
        match result {
            CoroutineResult::Yield(()) => Slice::Yielded,
            CoroutineResult::Return(end) => Slice::Ended(end),
        }
    }
}

impl<T> Drop for Turn<T> {
    fn drop(&mut self) {
        if self.coroutine.started() && !self.coroutine.done() {
            // Dropping a suspended coroutine would unwind it too, but as a foreign unwind that
            // `catch_unwind` may not stop.
            let _ = self.coroutine.resume(Signal::Unwind(StopReason::Cancelled));
        }
        OPEN.fetch_sub(1, Relaxed);
    }
}
