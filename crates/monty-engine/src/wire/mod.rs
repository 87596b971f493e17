//! The compact binary format of values, messages and events between the engine and its host: in a
//! shared buffer in process, in a frame on a pipe when isolated.
//!
//! `src/core/wire` in TypeScript is the other side. Integers are little-endian; a *varint* is
//! LEB128 of at most 32 bits; a *text* is a varint of twice its byte length, plus one when it is
//! all ASCII, and its UTF-8.

mod decode;
mod encode;
mod error;
mod footprint;
mod json;
mod leaf;
mod own_names;
mod reader;
pub mod tag;
mod together;
mod writer;

pub use decode::read_object;
pub use encode::{Encoding, Room, write_call, write_object, write_result};
pub use error::WireError;
pub use leaf::exception_type;
pub use reader::Reader;
pub(crate) use together::Together;
pub use writer::Writer;

/// Deepest nesting of a value, in either direction.
pub const MAX_DEPTH: usize = 1_000;
