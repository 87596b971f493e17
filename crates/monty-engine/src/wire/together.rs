//! Decodes several values of one message, which may share parts.

use std::collections::HashMap;

use monty_types::{
    MontyObject,
    unstable::{self, MontyGraph, MontyNode, NodeId},
};

use super::{Reader, WireError, decode::Decoder};

/// Values that are read one after the other. An object of the host that is in several of them is decoded once.
#[derive(Default)]
pub(crate) struct Together {
    decoder: Decoder,
    /// End of each value's own nodes, and its root node.
    values: Vec<(usize, NodeId)>,
}

impl Together {
    /// Reads the next value.
    pub(crate) fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), WireError> {
        let root = self.decoder.value(reader)?;
        self.values.push((self.decoder.nodes.len(), root));
        Ok(())
    }

    /// Whether a value shares a part with an earlier one.
    pub(crate) fn is_shared(&self) -> bool {
        let nodes = &self.decoder.nodes;
        let mut start = 0;
        self.values.iter().any(|(end, root)| {
            let first = std::mem::replace(&mut start, *end);
            // Field names are interned across values, which is no sharing.
            let is_part = |id: NodeId| {
                id.index() < first && !matches!(nodes[id.index()], MontyNode::String(_))
            };
            let mut found = is_part(*root);
            for node in &nodes[first..*end] {
                node.for_each_child(|id| found |= is_part(id));
            }
            found
        })
    }

    /// All values in one graph.
    pub(crate) fn into_graph(self) -> Result<(MontyGraph, Vec<NodeId>), WireError> {
        let graph = MontyGraph::from_nodes(self.decoder.nodes)?;
        let roots = self.values.into_iter().map(|(_, root)| root).collect();
        Ok((graph, roots))
    }

    /// All values as one tuple.
    pub(crate) fn into_tuple(self) -> Result<MontyObject, WireError> {
        let (mut graph, roots) = self.into_graph()?;
        let tuple = graph.push(MontyNode::Tuple(roots));
        Ok(unstable::object_from_graph(graph, tuple)?)
    }

    /// Each value in a graph of its own; they must not share parts.
    pub(crate) fn into_values(self) -> Result<Vec<MontyObject>, WireError> {
        let mut names: HashMap<NodeId, String> = HashMap::new();
        for id in &self.decoder.names {
            if let MontyNode::String(name) = &self.decoder.nodes[id.index()] {
                names.insert(*id, name.clone());
            }
        }
        let mut nodes = self.decoder.nodes.into_iter();
        let mut start = 0;
        let values = self.values.into_iter().map(|(end, root)| {
            let own: Vec<MontyNode> = nodes.by_ref().take(end - start).collect();
            let value = apart(own, root, start, &names);
            start = end;
            value
        });
        values.collect()
    }
}

/// Moves a value's nodes, which began at index `start`, into a graph of its own.
fn apart(
    mut own: Vec<MontyNode>,
    root: NodeId,
    start: usize,
    names: &HashMap<NodeId, String>,
) -> Result<MontyObject, WireError> {
    // Field names of earlier values are copied to the front.
    let mut known: Vec<NodeId> = Vec::new();
    let mut moved: HashMap<NodeId, u32> = HashMap::new();
    for node in &own {
        node.for_each_child(|id| {
            if id.index() < start && !moved.contains_key(&id) {
                moved.insert(id, u32::try_from(known.len()).unwrap_or(u32::MAX));
                known.push(id);
            }
        });
    }
    let place = |id: NodeId| {
        let at = moved
            .get(&id)
            .copied()
            .map_or_else(|| id.index() - start + known.len(), |at| at as usize);
        NodeId(u32::try_from(at).unwrap_or(u32::MAX))
    };
    for node in &mut own {
        node.for_each_child_mut(|id| *id = place(*id));
    }
    let root = place(root);
    let mut nodes = Vec::with_capacity(known.len() + own.len());
    for id in &known {
        let name = names.get(id).ok_or(WireError::Reference)?;
        nodes.push(MontyNode::String(name.clone()));
    }
    nodes.append(&mut own);
    Ok(unstable::object_from_graph(
        MontyGraph::from_nodes(nodes)?,
        root,
    )?)
}
