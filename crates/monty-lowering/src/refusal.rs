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

    /// The same for a source that stood after `before` bytes.
    pub(crate) fn after(self, before: u32) -> Self {
        Self {
            message: self.message,
            start: self.start.saturating_sub(before),
            end: self.end.saturating_sub(before),
        }
    }
}
