//! What a frame looks like: u32 length of the rest, u32 kind, u32 subject, and a body.
//!
//! The subject is the number of an execution, a program or a question, which the parent chooses.
//! `src/isolation/protocol.ts` is the other side.

/// Requests. Those that set something up have no reply: what fails is told by the first `STEP`.
pub mod request {
    /// Answered with `PONG`.
    pub const PING: u32 = 0;
    /// Compile a program: code, script name, varint count and names of inputs, u32 assert bytes,
    /// u8 allow eval, u32 longest source.
    pub const PROGRAM: u32 = 1;
    /// Forget a program.
    pub const FORGET: u32 = 2;
    /// A run: u32 program, setup.
    pub const RUN: u32 = 3;
    /// A session: script name, u32 assert bytes, u8 allow eval, u32 longest source, setup.
    pub const SESSION: u32 = 4;
    /// An execution from a dump.
    pub const LOAD: u32 = 5;
    /// Say a message to an execution and run to the next pause or to the end: any number of
    /// `PRINTED`, then one `EVENT`, `REFUSED` or `FAILED`.
    pub const STEP: u32 = 6;
    /// The execution as bytes: script name. Answered with `STATE` or `FAILED`.
    pub const DUMP: u32 = 7;
    /// Forget an execution.
    pub const DROP: u32 = 8;
    /// Check types: the checker's file, code, script name, stubs, varint count and (name, source) of
    /// modules, prelude, varint count and (format, u8 colour) of renderings. Answered with
    /// `FINDINGS` or `FAILED`.
    pub const CHECK: u32 = 9;
    /// As `DUMP`, on the time of the run: others want this worker.
    pub const PARK: u32 = 10;
}

/// Replies.
pub mod reply {
    /// The bytes of the event that ended a step.
    pub const EVENT: u32 = 0;
    /// The bytes of an event with output; the step goes on.
    pub const PRINTED: u32 = 1;
    /// Varint count and names of a session's functions, then the dump.
    pub const STATE: u32 = 2;
    /// The exception that refused a source.
    pub const REFUSED: u32 = 3;
    /// Why the request could not be served.
    pub const FAILED: u32 = 4;
    /// Varint count and texts: the renderings, or none when nothing was found.
    pub const FINDINGS: u32 = 5;
    /// We are here.
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
    /// One of [`request`].
    pub kind: u32,
    /// What it is about.
    pub subject: u32,
    /// The rest.
    pub body: &'a [u8],
}
