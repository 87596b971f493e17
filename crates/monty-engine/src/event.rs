//! Events from an execution to the host: one per step.

use monty_lowering::fibers::Fibers;
use monty_types::{MontyUuid, PrintStream};

use crate::{
    limits::{LimitExceeded, LimitKind, Usage},
    paused::{Paused, Request},
    print::PrintBuffer,
    program::sources::Sources,
    wire::{Encoding, Room, WireError, Writer, write_call},
};

/// The first byte of every event.
pub mod kind {
    /// The slice is over; the host sends `CONTINUE`.
    pub const YIELDED: u8 = 0;
    /// Python calls a host function.
    pub const FUNCTION: u8 = 1;
    /// Python calls the operating system.
    pub const OS: u8 = 2;
    /// Python looks up a name or an attribute of a host object.
    pub const NAME: u8 = 3;
    /// All tasks wait for futures.
    pub const FUTURES: u8 = 4;
    /// The run has its result.
    pub const COMPLETE: u8 = 5;
    /// The run ended with a Python exception.
    pub const RAISED: u8 = 6;
    /// The source was refused before it ran.
    pub const REFUSED: u8 = 7;
    /// A limit ended the run.
    pub const LIMIT: u8 = 8;
    /// The host ended the run.
    pub const STOPPED: u8 = 9;
    /// The interpreter failed.
    pub const CRASHED: u8 = 10;
    /// Another thread executes a slice; the host sends `CONTINUE` later.
    pub const BUSY: u8 = 11;
    /// The message was not understood or does not fit the state, which is unchanged.
    pub const REJECTED: u8 = 12;
    /// A value cannot be encoded for the host: its place, and the reason.
    pub const UNCONVERTIBLE: u8 = 13;
}

/// Bytes before an event's output and body: kind, three bytes of KiB that a call's arguments take in the
/// host's memory, u32 host calls, then f64 execution time in ms, peak memory, and output bytes.
pub const HEADER_BYTES: usize = 32;

/// Starts an event: header, then the pending output.
pub(crate) fn write_head(kind: u8, usage: &Usage, print: &mut PrintBuffer, out: &mut Writer) {
    out.raw(&[kind, 0, 0, 0]);
    out.u32(u32::try_from(usage.host_calls).unwrap_or(u32::MAX));
    out.f64(usage.duration.as_secs_f64() * 1_000.0);
    #[expect(clippy::cast_precision_loss, reason = "sizes far below 2^53")]
    for size in [usage.peak_memory, print.total()] {
        out.f64(size as f64);
    }
    let printed = print.drain();
    out.varint(printed.len());
    for (stream, text) in printed.iter() {
        out.u8(match stream {
            PrintStream::Stdout => 0,
            PrintStream::Stderr => 1,
        });
        out.text(text);
    }
}

/// Sets the memory that the host needs for the arguments, in the event that begins at `start`.
pub(crate) fn write_footprint(bytes: usize, start: usize, out: &mut Writer) {
    const MOST: usize = 0x00ff_ffff;
    if bytes >= 1024 {
        let kind = u32::from(out.as_slice()[start]);
        let kib = u32::try_from((bytes / 1024).min(MOST)).unwrap_or(0);
        out.set_u32(start, kind | kib << 8);
    }
}

pub(crate) fn request_kind(request: &Request<'_>) -> u8 {
    match request {
        Request::Function { .. } => kind::FUNCTION,
        Request::Os { .. } => kind::OS,
        Request::Name { .. } => kind::NAME,
        Request::Futures { .. } => kind::FUTURES,
    }
}

/// Writes the body of a pause: position, then the request. `may_ask` is whether the host's own code may be
/// asked for the answer. Returns the bytes that the host needs for the arguments.
pub(crate) fn write_pause(
    paused: &Paused,
    (sources, fibers): (&Sources, &Fibers),
    encoding: Encoding,
    room: Room,
    may_ask: bool,
    out: &mut Writer,
) -> Result<usize, WireError> {
    let position = paused.position();
    let (start, end) = sources.origins.position(position);
    out.text(&position.filename);
    out.u32(start);
    out.u32(end);
    match paused.request() {
        Request::Function {
            name,
            args,
            call_id,
            receiver,
            eager,
        } => {
            out.text(name);
            out.u32(call_id);
            out.u8(u8::from(eager)
                | u8::from(sources.awaited.contains(&position.filename, start)) << 1);
            write_receiver(receiver, out);
            write_call(args, encoding, room, out)
        }
        Request::Os {
            call,
            call_id,
            eager,
        } => {
            out.text(call.name());
            out.u32(call_id);
            let is_alarm = fibers.is_alarm(call_id);
            out.u8(u8::from(eager) | u8::from(may_ask) << 2 | u8::from(is_alarm) << 3);
            write_call(&call.clone().to_args(), encoding, room, out)
        }
        Request::Name { name, receiver } => {
            out.text(name);
            write_receiver(receiver, out);
            Ok(0)
        }
        Request::Futures { call_ids } => {
            // In the order of the calls: the interpreter's order is arbitrary.
            let mut call_ids = call_ids.to_vec();
            if !fibers.is_idle() {
                call_ids.retain(|call| !fibers.holds(*call));
            }
            call_ids.sort_unstable();
            out.varint(call_ids.len());
            for id in call_ids {
                out.u32(id);
            }
            Ok(0)
        }
    }
}

fn write_receiver(receiver: Option<MontyUuid>, out: &mut Writer) {
    out.u8(u8::from(receiver.is_some()));
    if let Some(receiver) = receiver {
        out.raw(receiver.as_bytes());
    }
}

/// Writes the body of a limit: kind, used, allowed. An exception may follow.
pub(crate) fn write_limit(exceeded: LimitExceeded, out: &mut Writer) {
    out.u8(match exceeded.kind {
        LimitKind::Memory => 0,
        LimitKind::Duration => 1,
        LimitKind::HostCalls => 2,
        LimitKind::Result => 3,
        LimitKind::Sleep => 4,
        LimitKind::EnvironmentCalls => 5,
    });
    out.f64(exceeded.used);
    out.f64(exceeded.allowed);
}
