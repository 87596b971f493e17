//! Modules implemented in Python, and their linking into programs.

mod files;
mod library;
mod link;
mod native;
mod zones;

pub use library::{Member, NATIVE, known_name, public_members, table};
pub use link::{Found, Linked, call_of, find, is_of_ours, link, names_stream, ours};
pub use native::is_native;
pub use zones::{ZONED, method_of};
