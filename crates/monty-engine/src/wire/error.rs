//! Errors of encoding and decoding.

use monty_types::unstable::GraphError;

/// A message that does not follow the format, or a value that cannot be encoded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The message ends in the middle of a field.
    #[error("the message ends early")]
    Truncated,
    /// A text is not UTF-8.
    #[error("a text is not valid UTF-8")]
    Text,
    /// A number is not defined at its position.
    #[error("{0} is not a known {1}")]
    Unknown(u32, &'static str),
    /// A value is nested deeper than [`super::MAX_DEPTH`], or than the recursion limit leaves room for.
    #[error(
        "a value is nested too deeply: more than {} levels, or than maxRecursionDepth leaves",
        super::MAX_DEPTH
    )]
    TooDeep,
    /// A reference has no target, or its target is still being read.
    #[error("a reference points at no value")]
    Reference,
    /// A field has a value that is invalid for its kind.
    #[error("{0} is not a valid {1}")]
    Invalid(String, &'static str),
    /// An encoded value exceeds its size limit.
    #[error("the value takes more than {0} bytes")]
    TooLarge(usize),
    /// An encoded value does not fit into the run's remaining memory.
    #[error("there is no room for the value")]
    NoRoom,
    /// Bytes follow the end of the message.
    #[error("{0} bytes are left over")]
    Trailing(usize),
}

impl From<GraphError> for WireError {
    fn from(error: GraphError) -> Self {
        Self::Invalid(error.to_string(), "value")
    }
}
