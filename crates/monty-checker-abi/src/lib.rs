//! What the engine and the type checker's library say to each other: bytes, through three functions.
//!
//! The checker is a library of its own because it is larger than everything else together, and most
//! hosts never check a type. It is loaded at the first check and never unloaded. Each side frees
//! only what it has allocated.

use std::time::Duration;

pub use monty_types::{ModuleStub, TypeCheckingConfig, TypeCheckingFormat};
use serde::{Deserialize, Serialize};

/// Changes with [`TypeCheck`], [`Answer`] and the functions. Checked when the library is loaded, so
/// that one of another build is refused rather than misunderstood.
pub const ABI: u32 = 2;

/// How long a check may take.
pub const MOST_TIME: Duration = Duration::from_secs(5);
/// How much memory a check may take, in bytes, besides what the checker held before.
pub const MOST_BYTES: usize = 256 * 1024 * 1024;

/// The name of an [`AbiFunction`].
pub const ABI_SYMBOL: &str = "monty_checker_abi";
/// The name of a [`CheckFunction`].
pub const CHECK_SYMBOL: &str = "monty_checker_check";
/// The name of a [`FreeFunction`].
pub const FREE_SYMBOL: &str = "monty_checker_free";

/// Tells the library's [`ABI`]; the only function whose meaning never changes.
pub type AbiFunction = extern "C" fn() -> u32;
/// Takes a request, which stays the caller's, and gives an answer, which must be freed. Any thread
/// may call it, several at once, too. Never unwinds.
pub type CheckFunction = unsafe extern "C" fn(request: *const u8, length: usize) -> Bytes;
/// Takes an answer back.
pub type FreeFunction = unsafe extern "C" fn(answer: Bytes);

/// An answer, in the library's memory.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    pub start: *mut u8,
    pub length: usize,
}

/// What is checked, against what, and how findings are told: a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeCheck {
    /// The program.
    pub code: String,
    /// Whether Python's whole standard library is declared, or only what the interpreter itself has.
    pub full_library: bool,
    /// The name it has in diagnostics.
    pub script_name: String,
    /// Declarations of what the host provides, as a stub file.
    pub stubs: String,
    /// Stubs of the modules that the host provides.
    pub modules: Vec<ModuleStub>,
    /// Earlier code of a session, whose imports are still there.
    pub prelude: String,
    /// The ways in which findings are rendered.
    pub renderings: Vec<TypeCheckingConfig>,
}

/// The findings in each of the ways asked for, or `None` when there are none; or why it could not
/// be checked. A program that takes more than [`MOST_TIME`] or [`MOST_BYTES`] has one finding, of
/// the rule `too-complex`.
pub type Answer = Result<Option<Vec<String>>, String>;

impl TypeCheck {
    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are none of a request.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        postcard::from_bytes(bytes).map_err(|error| error.to_string())
    }
}

/// An answer as bytes.
pub fn answer_to_bytes(answer: &Answer) -> Vec<u8> {
    to_bytes(answer)
}

/// An answer from bytes.
///
/// # Errors
/// That of the answer, and when the bytes are none of an answer.
pub fn answer_from_bytes(bytes: &[u8]) -> Answer {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())?
}

fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("texts and numbers have no bounds to break")
}
