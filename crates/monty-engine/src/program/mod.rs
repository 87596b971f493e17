//! Turns a source into a compiled program: bounds, rewriting, compiling.

pub mod awaited;
pub mod depth;
pub mod origin;
pub mod prepared;
#[expect(
    clippy::module_inception,
    reason = "the room is named after what it makes"
)]
pub mod program;
pub mod rewrite;
pub mod source;
pub mod source_options;
pub mod sources;
