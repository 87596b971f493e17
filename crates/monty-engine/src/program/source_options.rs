//! Compile options of sources.

use monty_types::{AssertMessageAnnotations, CompileOptions};
use serde::{Deserialize, Serialize};

use crate::limits::MAX_CODE_BYTES;

/// Compile options of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceOptions {
    /// Bytes of each operand that a failed `assert` shows; 0 for the empty message of `CPython`.
    pub assert_bytes: u32,
    /// Whether `eval` and `exec` may be named.
    pub allow_eval: bool,
    /// Bytes of the longest source, capped at [`MAX_CODE_BYTES`].
    pub max_bytes: usize,
    /// Whether the source is lowered from `CPython`'s language to the interpreter's subset.
    pub lowers: bool,
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self {
            assert_bytes: 120,
            allow_eval: false,
            max_bytes: MAX_CODE_BYTES,
            lowers: false,
        }
    }
}

impl SourceOptions {
    pub(crate) fn compile_options(self) -> CompileOptions {
        CompileOptions {
            assert_message_annotations: AssertMessageAnnotations::from_max_bytes(self.assert_bytes),
            // Every source is scanned: even a short one can nest too deeply for the parser.
            source_scan_threshold: 0,
        }
    }
}
