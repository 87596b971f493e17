//! The interface between the engine and the type checker's library: bytes, through three functions.
//!
//! The checker is a separate library because it is larger than everything else together, and most hosts
//! never check a type. It is loaded at the first check and never unloaded. Each side frees only its own
//! allocations.

use std::time::Duration;

pub use monty_types::{ModuleStub, TypeCheckingConfig, TypeCheckingFormat};
use serde::{Deserialize, Serialize};

/// Version of [`TypeCheck`], [`Answer`] and the functions. Checked when the library is loaded, so that a
/// library of another build is refused rather than misread.
pub const ABI: u32 = 2;

/// The most time of a check.
pub const MOST_TIME: Duration = Duration::from_secs(5);
/// The most bytes of memory of a check, beyond those that the checker held before.
pub const MOST_BYTES: usize = 256 * 1024 * 1024;

/// The name of an [`AbiFunction`].
pub const ABI_SYMBOL: &str = "monty_checker_abi";
/// The name of a [`CheckFunction`].
pub const CHECK_SYMBOL: &str = "monty_checker_check";
/// The name of a [`FreeFunction`].
pub const FREE_SYMBOL: &str = "monty_checker_free";

/// Returns the library's [`ABI`]; the only function whose meaning never changes.
pub type AbiFunction = extern "C" fn() -> u32;
/// Takes a request, which the caller keeps, and returns an answer, which must be freed. May be called on any
/// thread, and on several at once. Never unwinds.
pub type CheckFunction = unsafe extern "C" fn(request: *const u8, length: usize) -> Bytes;
/// Frees an answer.
pub type FreeFunction = unsafe extern "C" fn(answer: Bytes);

/// An answer, in the library's memory.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    pub start: *mut u8,
    pub length: usize,
}

/// A request: the program to check, the declarations it uses, and the formats of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeCheck {
    /// The program.
    pub code: String,
    /// Whether Python's whole standard library is declared, or only what the interpreter itself has.
    pub full_library: bool,
    /// The program's name in diagnostics.
    pub script_name: String,
    /// Declarations of the host's functions and objects, as a stub file.
    pub stubs: String,
    /// Stubs of the modules that the host provides.
    pub modules: Vec<ModuleStub>,
    /// Earlier code of a session, whose imports are still in effect.
    pub prelude: String,
    /// The formats in which findings are rendered.
    pub renderings: Vec<TypeCheckingConfig>,
}

/// The findings in each requested format, or `None` when there are none; or the reason why the program could not
/// be checked. A program that takes more than [`MOST_TIME`] or [`MOST_BYTES`] has one finding, of the rule
/// `too-complex`.
pub type Answer = Result<Option<Vec<String>>, String>;

impl TypeCheck {
    /// Serializes the request.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// Deserializes a request.
    ///
    /// # Errors
    /// When the bytes are no request.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        postcard::from_bytes(bytes).map_err(|error| error.to_string())
    }
}

/// Serializes an answer.
pub fn answer_to_bytes(answer: &Answer) -> Vec<u8> {
    to_bytes(answer)
}

/// Deserializes an answer.
///
/// # Errors
/// That of the answer, and when the bytes are no answer.
pub fn answer_from_bytes(bytes: &[u8]) -> Answer {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())?
}

fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("texts and numbers have no bounds to break")
}
