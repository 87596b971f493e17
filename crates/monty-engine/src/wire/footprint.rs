//! Estimates the memory of values in JavaScript, which may be thirty times their encoded size: an empty dict is
//! two bytes of JSON.

use monty_types::unstable::MontyNode;

/// An element of a list, or a property.
const SLOT: usize = 8;
const LIST: usize = 48;
/// A plain object, which is a hash table if it is large, or a `Map`.
const DICT: usize = 80;
const ENTRY: usize = 32;
/// A `Set`, which reserves room for a few items.
const SET: usize = 160;
const ITEM: usize = 20;
const TEXT: usize = 24;
/// A byte buffer, or an instance of a value class.
const OBJECT: usize = 96;

/// Bytes of one value without its children.
pub(super) fn footprint(node: &MontyNode) -> usize {
    match node {
        MontyNode::None
        | MontyNode::Bool(_)
        | MontyNode::Int(_)
        | MontyNode::Float(_)
        | MontyNode::Ellipsis
        | MontyNode::NotImplemented => 0,
        MontyNode::String(text) => TEXT + text.len(),
        MontyNode::BigInt(value) => TEXT + usize::try_from(value.bits() / 8).unwrap_or(usize::MAX),
        MontyNode::List(items) | MontyNode::Tuple(items) => LIST + SLOT * items.len(),
        MontyNode::Set(items) | MontyNode::FrozenSet(items) => SET + ITEM * items.len(),
        MontyNode::Dict(pairs) => DICT + ENTRY * pairs.len(),
        MontyNode::NamedTuple { values, .. } => OBJECT + ENTRY * values.len(),
        MontyNode::ClassType(class) => OBJECT + DICT + ENTRY * class.attrs.len(),
        MontyNode::ClassInstance { attrs, .. } | MontyNode::Module { attrs, .. } => {
            OBJECT + DICT + ENTRY * attrs.len()
        }
        MontyNode::Bytes(bytes) => OBJECT + bytes.len(),
        MontyNode::Path(text)
        | MontyNode::Repr(text)
        | MontyNode::Decimal(text)
        | MontyNode::Cycle(text) => OBJECT + text.len(),
        MontyNode::Exception { arg, .. } => OBJECT + arg.as_ref().map_or(0, String::len),
        MontyNode::Function { docstring, .. } => OBJECT + docstring.as_ref().map_or(0, String::len),
        MontyNode::Complex(_)
        | MontyNode::Date(_)
        | MontyNode::DateTime(_)
        | MontyNode::Time(_)
        | MontyNode::TimeDelta(_)
        | MontyNode::TimeZone(_)
        | MontyNode::Type(_)
        | MontyNode::BuiltinFunction(_)
        | MontyNode::FileHandle(_) => OBJECT,
    }
}
