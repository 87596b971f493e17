//! Refusals of programs that cannot be lowered exactly.

use ruff_text_size::{Ranged, TextRange};

/// The reason to refuse a program, and the code to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The reason, and the code to write instead.
    pub message: String,
    /// Byte offsets of the part of the source that caused the refusal.
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

    /// The refusal relative to a source that began after `before` bytes.
    pub(crate) fn after(self, before: u32) -> Self {
        Self {
            message: self.message,
            start: self.start.saturating_sub(before),
            end: self.end.saturating_sub(before),
        }
    }
}
