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

use monty_types::{MontyException, PrintStream, PrintWriter, PrintWriterCallback};

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
    /// The work was unwound.
    Stopped(StopReason),
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
    rest: impl Fn() -> Option<StopReason>,
    clock: &Clock,
    print: &RefCell<PrintBuffer>,
) -> TurnEnd<T> {
    let mut hook = SliceHook { rest, clock, print };
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
struct SliceHook<'a, R> {
    rest: R,
    clock: &'a Clock,
    print: &'a RefCell<PrintBuffer>,
}

impl<R> SliceHook<'_, R> {
    fn write(&self, stream: PrintStream, text: &str) {
        self.print.borrow_mut().write(stream, text);
    }

    fn push(&self, stream: PrintStream, end: char) {
        self.write(stream, end.encode_utf8(&mut [0; 4]));
    }
}

impl<R: Fn() -> Option<StopReason>> PrintWriterCallback for SliceHook<'_, R> {
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
        if self.clock.slice_end.get().is_some_and(|end| now >= end)
            && let Some(reason) = (self.rest)()
        {
            panic::resume_unwind(Box::new(Unwind(reason)));
        }
        Ok(())
    }
}
