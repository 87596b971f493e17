//! One turn: a stretch of Python between two pauses, run in slices on a stack of its own.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::{Duration, Instant},
};

use corosensei::{Coroutine, CoroutineResult, Yielder, stack::Stack};
use monty_types::{MontyException, PrintStream, PrintWriter, PrintWriterCallback};
use stacker::{PooledStack, Standing};

use crate::{
    memory::alloc::{set_deadline, set_turn_stack},
    panics::panic_message,
    print::PrintBuffer,
    stop_reason::{StopReason, Unwind},
};

/// Turns of the whole process that are between two slices or inside one. Their wall clocks run
/// while they wait for each other, which the interpreter's own duration limit must allow for.
static OPEN: AtomicUsize = AtomicUsize::new(0);

/// How long a turn may be out of time before a native operation is ended in its midst.
const LENIENCY: Duration = Duration::from_millis(100);

/// How many turns of the process are open.
pub(crate) fn open_turns() -> usize {
    OPEN.load(Relaxed)
}

/// How a turn ended.
pub(crate) enum TurnEnd<T> {
    /// The work returned.
    Finished(T),
    /// The work was unwound.
    Stopped(StopReason),
    /// The work panicked: a bug of the interpreter or of ours.
    Panicked(String),
}

/// What a slice came to.
pub(crate) enum Slice<T> {
    /// Time is up; the turn goes on in the next slice.
    Yielded,
    /// The turn is over.
    Ended(TurnEnd<T>),
}

#[derive(Clone, Copy)]
enum Signal {
    Continue,
    Stop(StopReason),
}

/// When a turn has to look up. One will do for all turns of an execution.
#[derive(Default)]
pub(crate) struct Clock {
    /// When the running slice ends.
    slice_end: Cell<Option<Instant>>,
    /// When the run's execution time is used up, if the slice lasts that long.
    budget_end: Cell<Option<Instant>>,
}

/// The work of one turn, suspended between slices.
pub(crate) struct Turn<T> {
    coroutine: Coroutine<Signal, (), TurnEnd<T>, PooledStack>,
    clock: Rc<Clock>,
    stack: (usize, usize),
}

impl<T: 'static> Turn<T> {
    /// Prepares `work`, which is given where Python's output goes, without running it.
    pub(crate) fn new(
        work: impl FnOnce(PrintWriter<'_>) -> T + 'static,
        clock: Rc<Clock>,
        print: Rc<RefCell<PrintBuffer>>,
    ) -> std::io::Result<Self> {
        let hook_clock = Rc::clone(&clock);
        let stack = PooledStack::take()?;
        let range = (stack.lowest(), stack.base().get());
        OPEN.fetch_add(1, Relaxed);
        let coroutine =
            Coroutine::with_stack(stack, move |yielder: &Yielder<Signal, ()>, signal| {
                run(work, yielder, signal, &hook_clock, &print)
            });
        Ok(Self {
            coroutine,
            clock,
            stack: range,
        })
    }

    /// Executes until the turn ends or `slice` has passed. `budget` is what is left of the run's
    /// execution time: at its end the turn is unwound.
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

    /// Unwinds the work. A turn that has not started ends without running.
    pub(crate) fn stop(&mut self, reason: StopReason) -> TurnEnd<T> {
        match self.resume(Signal::Stop(reason)) {
            Slice::Ended(end) => end,
            Slice::Yielded => unreachable!("an unwinding turn never yields"),
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
            let _ = self.coroutine.resume(Signal::Stop(StopReason::Cancelled));
        }
        OPEN.fetch_sub(1, Relaxed);
    }
}

fn run<T>(
    work: impl FnOnce(PrintWriter<'_>) -> T,
    yielder: &Yielder<Signal, ()>,
    signal: Signal,
    clock: &Clock,
    print: &RefCell<PrintBuffer>,
) -> TurnEnd<T> {
    if let Signal::Stop(reason) = signal {
        return TurnEnd::Stopped(reason);
    }
    let mut hook = SliceHook {
        yielder,
        clock,
        print,
    };
    let work = AssertUnwindSafe(|| work(PrintWriter::Callback(&mut hook)));
    match panic::catch_unwind(work) {
        Ok(value) => TurnEnd::Finished(value),
        Err(payload) => match payload.downcast::<Unwind>() {
            Ok(unwind) => TurnEnd::Stopped(unwind.0),
            Err(payload) => TurnEnd::Panicked(panic_message(payload.as_ref())),
        },
    }
}

/// What the interpreter calls while it runs: every print, and `poll_flush` every 255 bytecodes.
struct SliceHook<'a> {
    yielder: &'a Yielder<Signal, ()>,
    clock: &'a Clock,
    print: &'a RefCell<PrintBuffer>,
}

impl SliceHook<'_> {
    fn write(&self, stream: PrintStream, text: &str) {
        self.print.borrow_mut().write(stream, text);
    }

    fn push(&self, stream: PrintStream, end: char) {
        self.write(stream, end.encode_utf8(&mut [0; 4]));
    }
}

impl PrintWriterCallback for SliceHook<'_> {
    fn stdout_write(&mut self, output: Cow<'_, str>) -> Result<(), MontyException> {
        self.write(PrintStream::Stdout, &output);
        Ok(())
    }

    fn stdout_push(&mut self, end: char) -> Result<(), MontyException> {
        self.push(PrintStream::Stdout, end);
        Ok(())
    }

    fn stderr_write(&mut self, output: Cow<'_, str>) -> Result<(), MontyException> {
        self.write(PrintStream::Stderr, &output);
        Ok(())
    }

    fn stderr_push(&mut self, end: char) -> Result<(), MontyException> {
        self.push(PrintStream::Stderr, end);
        Ok(())
    }

    // An `Err` from here would be an ordinary exception that Python can catch, so a stop unwinds.
    fn poll_flush(&mut self) -> Result<(), MontyException> {
        let now = Instant::now();
        if self.clock.budget_end.get().is_some_and(|end| now >= end) {
            panic::resume_unwind(Box::new(Unwind(StopReason::Duration)));
        }
        if self.clock.slice_end.get().is_some_and(|end| now >= end) {
            match self.yielder.suspend(()) {
                Signal::Continue => {}
                Signal::Stop(reason) => panic::resume_unwind(Box::new(Unwind(reason))),
            }
        }
        Ok(())
    }
}
