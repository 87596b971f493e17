//! Modules of Python of our own, and the programs that import them.

mod advice;
mod files;
mod library;
mod link;

pub use advice::{advice, is_native};
pub use library::{Member, NATIVE, known_name, module, public_members, table};
pub use link::{Found, find, is_of_ours, link};
