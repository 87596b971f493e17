//! The format of frames: u32 length of the rest, u32 kind, u32 subject, and a body.
//!
//! The subject is the number of an execution, a program or a request, which the parent chooses.
//! `src/isolation/protocol.ts` is the other side.

/// Requests. Those that create a program or an execution have no reply: the first `STEP` reports a failure.
pub mod request {
    /// Liveness check, answered with `PONG`.
    pub const PING: u32 = 0;
    /// Compile a program: code, script name, varint count and names of inputs, u32 assert bytes,
    /// u8 allow eval, u32 longest source.
    pub const PROGRAM: u32 = 1;
    /// Free a program.
    pub const FORGET: u32 = 2;
    /// Create a run: u32 program, setup.
    pub const RUN: u32 = 3;
    /// Create a session: script name, u32 assert bytes, u8 allow eval, u32 longest source, setup.
    pub const SESSION: u32 = 4;
    /// Load an execution from a dump.
    pub const LOAD: u32 = 5;
    /// Deliver a message to an execution and run to the next pause or to the end: any number of
    /// `PRINTED`, then one `EVENT`, `REFUSED` or `FAILED`.
    pub const STEP: u32 = 6;
    /// Dump an execution: script name. Answered with `STATE` or `FAILED`.
    pub const DUMP: u32 = 7;
    /// Free an execution.
    pub const DROP: u32 = 8;
    /// Check types: the checker's file, code, script name, stubs, varint count and (name, source) of
    /// modules, prelude, varint count and (format, u8 colour) of renderings. Answered with
    /// `FINDINGS` or `FAILED`.
    pub const CHECK: u32 = 9;
    /// As `DUMP`, charged to the run's execution time, as other runs wait for this worker.
    pub const PARK: u32 = 10;
}

/// Replies.
pub mod reply {
    /// The bytes of the event that ended a step.
    pub const EVENT: u32 = 0;
    /// The bytes of an event with output; the step continues.
    pub const PRINTED: u32 = 1;
    /// Varint count and names of a session's functions, then the dump.
    pub const STATE: u32 = 2;
    /// The exception that refused a source.
    pub const REFUSED: u32 = 3;
    /// The reason why the request could not be served.
    pub const FAILED: u32 = 4;
    /// Varint count and texts: the renderings, or none when there are no findings.
    pub const FINDINGS: u32 = 5;
    /// The worker is alive.
    pub const PONG: u32 = 6;
}

/// Bytes of the length that precedes a frame.
pub const LENGTH_BYTES: usize = 4;
/// Bytes of kind and subject.
pub const HEAD_BYTES: usize = 8;
/// The longest frame, in either direction.
pub const MAX_BYTES: usize = 1 << 30;

/// A frame that arrived.
pub struct Frame<'a> {
    /// A constant of [`request`].
    pub kind: u32,
    /// Number of the execution, program or request.
    pub subject: u32,
    /// Contents, in the format of the kind.
    pub body: &'a [u8],
}
