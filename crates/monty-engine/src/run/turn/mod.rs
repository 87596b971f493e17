//! One turn: a stretch of Python between two pauses, run in slices on a stack of its own; as a whole on the
//! one stack that there is on WebAssembly.

#[cfg(not(target_family = "wasm"))]
mod sliced;
#[cfg(target_family = "wasm")]
mod whole;

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

use monty_types::{ExcType, MontyException, PrintStream, PrintWriter, PrintWriterCallback};

use crate::{
    panics::panic_message,
    print::PrintBuffer,
    stop_reason::{StopReason, Unwind},
    time::Instant,
};

#[cfg(not(target_family = "wasm"))]
pub(crate) use sliced::Turn;
#[cfg(target_family = "wasm")]
pub(crate) use whole::Turn;

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
    /// The work was ended from outside; what it returned then, if it came to that.
    Stopped(StopReason, Option<T>),
    /// The work panicked: a bug of the interpreter or of ours.
    Panicked(String),
}

/// What a slice came to.
pub(crate) enum Slice<T> {
    /// Time is up; the turn goes on in the next slice.
    #[cfg_attr(
        target_family = "wasm",
        expect(dead_code, reason = "a turn is one slice there")
    )]
    Yielded,
    /// The turn is over.
    Ended(TurnEnd<T>),
}

/// How a turn that stood still goes on.
#[derive(Clone, Copy)]
pub(crate) enum Signal {
    Continue,
    /// Python ends where it is, and says where that was if it can.
    Stop(StopReason),
    /// Python is unwound at once, by whoever drops it.
    Unwind(StopReason),
}

/// When a turn has to look up. One will do for all turns of an execution.
#[derive(Default)]
pub(crate) struct Clock {
    /// When the running slice ends.
    slice_end: Cell<Option<Instant>>,
    /// When the run's execution time is used up, if the slice lasts that long.
    budget_end: Cell<Option<Instant>>,
}

/// Does the work of a turn, which ends in one way or another. `rest` stands still until the next slice, and
/// says whether to go on.
fn run<T>(
    work: impl FnOnce(PrintWriter<'_>) -> T,
    rest: impl Fn() -> Signal,
    clock: &Clock,
    print: &RefCell<PrintBuffer>,
) -> TurnEnd<T> {
    let stopping = Cell::new(None);
    let mut hook = SliceHook {
        rest,
        clock,
        print,
        stopping: &stopping,
    };
    let work = AssertUnwindSafe(|| work(PrintWriter::Callback(&mut hook)));
    match panic::catch_unwind(work) {
        Ok(value) => match stopping.get() {
            Some(reason) => TurnEnd::Stopped(reason, Some(value)),
            None => TurnEnd::Finished(value),
        },
        Err(payload) => match payload.downcast::<Unwind>() {
            Ok(unwind) => TurnEnd::Stopped(unwind.0, None),
            Err(payload) => TurnEnd::Panicked(panic_message(payload.as_ref())),
        },
    }
}

/// What the interpreter calls while it runs: every print, and `poll_flush` every 255 bytecodes.
struct SliceHook<'a, R> {
    rest: R,
    clock: &'a Clock,
    print: &'a RefCell<PrintBuffer>,
    /// Why Python is about to end.
    stopping: &'a Cell<Option<StopReason>>,
}

impl<R> SliceHook<'_, R> {
    /// What Python does between the decision to end it and its end nobody sees.
    fn write(&self, stream: PrintStream, text: &str) {
        if self.stopping.get().is_none() {
            self.print.borrow_mut().write(stream, text);
        }
    }

    /// Ends Python with an exception, so that there is a traceback. Python may catch it, and is unwound then when it
    /// comes here again.
    fn stop(&self, reason: StopReason) -> Result<(), MontyException> {
        self.stopping.set(Some(reason));
        Err(MontyException::new(ExcType::KeyboardInterrupt, None))
    }

    fn push(&self, stream: PrintStream, end: char) {
        self.write(stream, end.encode_utf8(&mut [0; 4]));
    }
}

impl<R: Fn() -> Signal> PrintWriterCallback for SliceHook<'_, R> {
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

    fn poll_flush(&mut self) -> Result<(), MontyException> {
        if let Some(reason) = self.stopping.get() {
            panic::resume_unwind(Box::new(Unwind(reason)));
        }
        let now = Instant::now();
        if self.clock.budget_end.get().is_some_and(|end| now >= end) {
            return self.stop(StopReason::Duration);
        }
        if self.clock.slice_end.get().is_none_or(|end| now < end) {
            return Ok(());
        }
        match (self.rest)() {
            Signal::Continue => Ok(()),
            Signal::Stop(reason) => self.stop(reason),
            Signal::Unwind(reason) => panic::resume_unwind(Box::new(Unwind(reason))),
        }
    }
}
