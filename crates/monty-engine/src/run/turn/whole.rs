//! Turns as a whole: WebAssembly has one stack, on which a turn cannot be suspended.

use std::{cell::RefCell, io, rc::Rc, sync::atomic::Ordering::Relaxed, time::Duration};

use monty_types::PrintWriter;

use crate::{
    memory::alloc::{set_deadline, set_turn_stack},
    print::PrintBuffer,
    run::turn::{Clock, LENIENCY, OPEN, Signal, Slice, TurnEnd, run},
    stop_reason::StopReason,
    time::Instant,
};

/// The work of one turn.
type Work<T> = Box<dyn FnOnce(PrintWriter<'_>) -> T>;

/// One turn that has not started.
pub(crate) struct Turn<T> {
    work: Option<Work<T>>,
    clock: Rc<Clock>,
    print: Rc<RefCell<PrintBuffer>>,
}

impl<T: 'static> Turn<T> {
    /// Prepares `work`, which receives the writer for Python's output, without running it.
    ///
    /// # Errors
    /// Never here.
    #[expect(clippy::unnecessary_wraps, reason = "elsewhere a turn needs a stack")]
    pub(crate) fn new(
        work: impl FnOnce(PrintWriter<'_>) -> T + 'static,
        clock: Rc<Clock>,
        print: Rc<RefCell<PrintBuffer>>,
    ) -> io::Result<Self> {
        OPEN.fetch_add(1, Relaxed);
        let work: Work<T> = Box::new(work);
        Ok(Self {
            work: Some(work),
            clock,
            print,
        })
    }

    /// Executes until the turn ends. `budget` is the rest of the run's execution time, at whose end the turn is
    /// unwound.
    pub(crate) fn slice(
        &mut self,
        now: Instant,
        _slice: Duration,
        budget: Option<Duration>,
    ) -> Slice<T> {
        let Some(work) = self.work.take() else {
            unreachable!("a turn is one slice")
        };
        self.clock.slice_end.set(None);
        let budget_end = budget.and_then(|budget| now.checked_add(budget));
        self.clock.budget_end.set(budget_end);
        set_deadline(budget_end.and_then(|end| end.checked_add(LENIENCY)));
        set_turn_stack((0, usize::MAX));
        let end = run(work, || Signal::Continue, &self.clock, &self.print);
        set_turn_stack((0, 0));
        set_deadline(None);
        Slice::Ended(end)
    }

    /// Ends a turn that has not started.
    pub(crate) fn stop(&mut self, reason: StopReason) -> TurnEnd<T> {
        self.work = None;
        TurnEnd::Stopped(reason, None)
    }
}

impl<T> Drop for Turn<T> {
    fn drop(&mut self) {
        OPEN.fetch_sub(1, Relaxed);
    }
}
