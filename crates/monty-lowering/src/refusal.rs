//! Programs that cannot be had exactly.

use ruff_text_size::{Ranged, TextRange};

/// Why a program is not run, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// What happened and what to write instead.
    pub message: String,
    /// The part of the source it is about, in bytes.
    pub start: u32,
    pub end: u32,
}

impl Refusal {
    pub(crate) fn new(node: impl Ranged, message: impl Into<String>) -> Self {
        let range: TextRange = node.range();
        Self {
            message: message.into(),
            start: range.start().into(),
            end: range.end().into(),
        }
    }
}
