//! Why bytes are not a message.

use monty_types::unstable::GraphError;

/// A message that does not follow the format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It ends in the middle of something.
    #[error("the message ends early")]
    Truncated,
    /// A text is not UTF-8.
    #[error("a text is not valid UTF-8")]
    Text,
    /// A byte has no meaning where it stands.
    #[error("{0} is not a known {1}")]
    Unknown(u32, &'static str),
    /// A value is nested deeper than [`super::MAX_DEPTH`], or than the recursion limit leaves room for.
    #[error(
        "a value is nested too deeply: more than {} levels, or than maxRecursionDepth leaves",
        super::MAX_DEPTH
    )]
    TooDeep,
    /// A reference points at nothing, or at a value that is still being read.
    #[error("a reference points at no value")]
    Reference,
    /// A field holds something its kind cannot.
    #[error("{0} is not a valid {1}")]
    Invalid(String, &'static str),
    /// An encoded value exceeds the limit it was given.
    #[error("the value takes more than {0} bytes")]
    TooLarge(usize),
    /// An encoded value does not fit what is left of the run's memory.
    #[error("there is no room for the value")]
    NoRoom,
    /// Bytes are left over.
    #[error("{0} bytes are left over")]
    Trailing(usize),
}

impl From<GraphError> for WireError {
    fn from(error: GraphError) -> Self {
        Self::Invalid(error.to_string(), "value")
    }
}
