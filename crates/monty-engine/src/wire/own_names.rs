//! What of an object is the lowering stage's, and does not go to the host.

use monty_lowering::is_ours;
use monty_types::unstable::{MontyGraph, MontyNode, NodeId};

/// The attribute that holds what a member of an enumeration stands for.
const MEMBER_VALUE: &str = "lo__value";
/// How many members are followed to a value.
const MAX_MEMBERS: usize = 16;

/// Whether an attribute is not the program's own.
pub(super) fn is_hidden(graph: &MontyGraph, name: NodeId) -> bool {
    matches!(graph.node(name), MontyNode::String(name) if is_ours(name))
}

/// What goes to the host for a value: that of a member of an enumeration for the member.
pub(super) fn told(graph: &MontyGraph, mut id: NodeId) -> NodeId {
    // A value may be a member in turn; a program that makes a circle of them is not followed.
    for _ in 0..MAX_MEMBERS {
        let MontyNode::ClassInstance { attrs, .. } = graph.node(id) else {
            break;
        };
        let value = attrs.iter().find(|(name, _)| {
            matches!(graph.node(*name), MontyNode::String(name) if name == MEMBER_VALUE)
        });
        let Some((_, value)) = value else { break };
        id = *value;
    }
    id
}
