//! One turn: the stretch of Python between two pauses. It runs in slices on a stack of its own; on WebAssembly,
//! which has one stack, as a whole.

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

/// Number of open turns in the process. Their wall clocks run while they wait for each other, which the
/// interpreter's own duration limit must allow for.
static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Time beyond the limit after which a native operation is unwound.
const LENIENCY: Duration = Duration::from_millis(100);

/// Number of open turns in the process.
pub(crate) fn open_turns() -> usize {
    OPEN.load(Relaxed)
}

/// The end of a turn.
pub(crate) enum TurnEnd<T> {
    /// The work returned.
    Finished(T),
    /// The work was ended from outside; its result, if it returned one.
    Stopped(StopReason, Option<T>),
    /// The work panicked, because of a bug in the interpreter or here.
    Panicked(String),
}

/// The end of a slice.
pub(crate) enum Slice<T> {
    /// The slice is over; the turn continues in the next one.
    #[cfg_attr(
        target_family = "wasm",
        expect(dead_code, reason = "a turn is one slice there")
    )]
    Yielded,
    /// The turn is over.
    Ended(TurnEnd<T>),
}

/// An instruction to a suspended turn.
#[derive(Clone, Copy)]
pub(crate) enum Signal {
    Continue,
    /// End Python with an exception, which gives a traceback if Python does not catch it.
    Stop(StopReason),
    /// Unwind Python at once, as the turn is being dropped.
    Unwind(StopReason),
}

/// Times at which a turn yields or ends; shared by all turns of an execution.
#[derive(Default)]
pub(crate) struct Clock {
    /// End of the running slice.
    slice_end: Cell<Option<Instant>>,
    /// End of the run's execution time, if Python runs until then.
    budget_end: Cell<Option<Instant>>,
}

/// Does the work of a turn and returns its end. `rest` suspends the turn until its next slice and returns the
/// instruction to resume with.
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

/// Callbacks of the interpreter: every print, and `poll_flush` every 255 bytecodes.
struct SliceHook<'a, R> {
    rest: R,
    clock: &'a Clock,
    print: &'a RefCell<PrintBuffer>,
    /// The reason for which Python is being ended, if it is.
    stopping: &'a Cell<Option<StopReason>>,
}

impl<R> SliceHook<'_, R> {
    /// Writes output, unless Python is being ended.
    fn write(&self, stream: PrintStream, text: &str) {
        if self.stopping.get().is_none() {
            self.print.borrow_mut().write(stream, text);
        }
    }

    /// Ends Python with an exception, for its traceback. Python may catch it, and is then unwound at its next
    /// `poll_flush`.
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
