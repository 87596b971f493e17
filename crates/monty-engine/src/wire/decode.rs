//! Decodes values for Python.

use monty_types::{
    MontyObject, MontyUuid,
    unstable::{self, ClassTypeNode, MontyGraph, MontyNode, NodeId},
};

use super::{
    MAX_DEPTH, Reader, WireError,
    leaf::{read_leaf, safe_int},
    tag,
};

type Result<T> = std::result::Result<T, WireError>;

/// Reads one value.
pub fn read_object(reader: &mut Reader<'_>) -> Result<MontyObject> {
    let mut decoder = Decoder::default();
    let root = decoder.value(reader)?;
    Ok(unstable::object_from_graph(
        MontyGraph::from_nodes(decoder.nodes)?,
        root,
    )?)
}

/// A container whose children are still being read.
enum Build {
    List(Vec<NodeId>),
    Tuple(Vec<NodeId>),
    Set(Vec<NodeId>),
    FrozenSet(Vec<NodeId>),
    NamedTuple {
        type_name: String,
        field_names: Vec<String>,
        values: Vec<NodeId>,
    },
    Pairs {
        owner: Owner,
        key: Option<NodeId>,
        pairs: Vec<(NodeId, NodeId)>,
        record: bool,
    },
    InstanceClass {
        instance_id: MontyUuid,
    },
}

/// The value that a list of pairs belongs to.
enum Owner {
    Dict,
    Class {
        name: String,
        id: MontyUuid,
        flags: u8,
    },
    Instance {
        class_type: NodeId,
        instance_id: MontyUuid,
    },
    Module {
        name: String,
        id: MontyUuid,
    },
}

struct Frame {
    build: Build,
    left: usize,
    /// Index of the container among all containers, for references to it.
    container: usize,
}

#[derive(Default)]
pub(super) struct Decoder {
    pub(super) nodes: Vec<MontyNode>,
    containers: Vec<Option<NodeId>>,
    pub(super) names: Vec<NodeId>,
}

/// A value just read: complete, or a container whose children follow.
enum Opened {
    Node(MontyNode),
    Known(NodeId),
    Container(Build, usize),
}

impl Decoder {
    pub(super) fn value(&mut self, reader: &mut Reader<'_>) -> Result<NodeId> {
        let mut frames: Vec<Frame> = Vec::new();
        loop {
            if let Some(Frame {
                build: Build::Pairs {
                    key, record: true, ..
                },
                left: 1..,
                ..
            }) = frames.last_mut()
                && key.is_none()
            {
                *key = Some(self.name(reader)?);
            }
            let opened = match frames.last() {
                Some(Frame { left: 0, .. }) => None,
                _ => Some(self.open(reader)?),
            };
            let mut done = match opened {
                Some(Opened::Node(node)) => self.push(node),
                Some(Opened::Known(id)) => id,
                Some(Opened::Container(build, left)) => {
                    if frames.len() == MAX_DEPTH {
                        return Err(WireError::TooDeep);
                    }
                    self.containers.push(None);
                    frames.push(Frame {
                        build,
                        left,
                        container: self.containers.len() - 1,
                    });
                    continue;
                }
                None => self.close(&mut frames),
            };
            // A finished value is added to its container, and may complete it in turn.
            loop {
                let Some(frame) = frames.last_mut() else {
                    return Ok(done);
                };
                if let Build::InstanceClass { instance_id } = frame.build {
                    let owner = Owner::Instance {
                        class_type: done,
                        instance_id,
                    };
                    (frame.build, frame.left) = attributes(reader, owner)?;
                    break;
                }
                if frame.accept(done) {
                    break;
                }
                done = self.close(&mut frames);
            }
        }
    }

    fn push(&mut self, node: MontyNode) -> NodeId {
        // A message is far shorter than 2^32 bytes, so its nodes are fewer.
        let id = NodeId(u32::try_from(self.nodes.len()).expect("fewer nodes than bytes"));
        self.nodes.push(node);
        id
    }

    /// Turns the innermost container into a node.
    fn close(&mut self, frames: &mut Vec<Frame>) -> NodeId {
        let frame = frames.pop().expect("a container is open");
        let node = match frame.build {
            Build::List(items) => MontyNode::List(items),
            Build::Tuple(items) => MontyNode::Tuple(items),
            Build::Set(items) => MontyNode::Set(items),
            Build::FrozenSet(items) => MontyNode::FrozenSet(items),
            Build::NamedTuple {
                type_name,
                field_names,
                values,
            } => MontyNode::NamedTuple {
                type_name,
                field_names,
                values,
            },
            Build::Pairs { owner, pairs, .. } => match owner {
                Owner::Dict => MontyNode::Dict(pairs),
                Owner::Class { name, id, flags } => MontyNode::ClassType(Box::new(ClassTypeNode {
                    name,
                    id,
                    host_defined: flags & 1 != 0,
                    is_dataclass: flags & 2 != 0,
                    attrs: pairs,
                })),
                Owner::Instance {
                    class_type,
                    instance_id,
                } => MontyNode::ClassInstance {
                    class_type,
                    instance_id,
                    attrs: pairs,
                },
                Owner::Module { name, id } => MontyNode::Module {
                    name,
                    id,
                    attrs: pairs,
                },
            },
            Build::InstanceClass { .. } => {
                unreachable!("an instance becomes its attributes before it closes")
            }
        };
        let id = self.push(node);
        self.containers[frame.container] = Some(id);
        id
    }

    fn name(&mut self, reader: &mut Reader<'_>) -> Result<NodeId> {
        match reader.varint()? {
            0 => {
                let node = MontyNode::String(reader.text()?.to_owned());
                let id = self.push(node);
                self.names.push(id);
                Ok(id)
            }
            index => self
                .names
                .get(index - 1)
                .copied()
                .ok_or(WireError::Reference),
        }
    }

    fn open(&mut self, reader: &mut Reader<'_>) -> Result<Opened> {
        let tag = reader.u8()?;
        if let Some((build, left)) = begin(tag, reader)? {
            return Ok(Opened::Container(build, left));
        }
        let leaf = match tag {
            tag::REFERENCE => {
                let index = reader.varint()?;
                let known = self.containers.get(index).copied().flatten();
                return known.map(Opened::Known).ok_or(WireError::Reference);
            }
            tag::FLOATS => {
                let ids = self.numbers(reader, |value| Ok(MontyNode::Float(value)))?;
                MontyNode::List(ids)
            }
            tag::INTS => {
                let ids = self.numbers(reader, |value| safe_int(value).map(MontyNode::Int))?;
                MontyNode::List(ids)
            }
            other => read_leaf(other, reader)?,
        };
        // A packed list counts as a container for references, though it has no child values on the wire.
        if let MontyNode::List(_) = leaf {
            let id = self.push(leaf);
            self.containers.push(Some(id));
            return Ok(Opened::Known(id));
        }
        Ok(Opened::Node(leaf))
    }

    fn numbers(
        &mut self,
        reader: &mut Reader<'_>,
        node: impl Fn(f64) -> Result<MontyNode>,
    ) -> Result<Vec<NodeId>> {
        let count = reader.count(8)?;
        self.nodes.reserve(count);
        (0..count)
            .map(|_| Ok(self.push(node(reader.f64()?)?)))
            .collect()
    }
}

impl Frame {
    /// Adds a finished child; `false` when it was the last one.
    fn accept(&mut self, child: NodeId) -> bool {
        match &mut self.build {
            Build::List(items)
            | Build::Tuple(items)
            | Build::Set(items)
            | Build::FrozenSet(items) => items.push(child),
            Build::NamedTuple { values, .. } => values.push(child),
            Build::Pairs { key, pairs, .. } => match key.take() {
                None => {
                    *key = Some(child);
                    return true;
                }
                Some(key) => pairs.push((key, child)),
            },
            Build::InstanceClass { .. } => {
                unreachable!("an instance takes its class before it accepts")
            }
        }
        self.left -= 1;
        self.left > 0
    }
}

/// An empty container, and the number of its children or pairs.
type Begun = (Build, usize);

/// Begins a container; `None` when the tag is not that of a container.
fn begin(tag: u8, reader: &mut Reader<'_>) -> Result<Option<Begun>> {
    Ok(Some(match tag {
        tag::LIST => items(reader, Build::List)?,
        tag::TUPLE => items(reader, Build::Tuple)?,
        tag::SET => items(reader, Build::Set)?,
        tag::FROZENSET => items(reader, Build::FrozenSet)?,
        tag::DICT => pairs(reader, Owner::Dict, false)?,
        tag::RECORD => pairs(reader, Owner::Dict, true)?,
        tag::NAMEDTUPLE => named_tuple(reader)?,
        tag::CLASS => {
            let name = reader.text()?.to_owned();
            let id = identity(reader)?;
            let flags = reader.u8()?;
            attributes(reader, Owner::Class { name, id, flags })?
        }
        tag::INSTANCE => (
            Build::InstanceClass {
                instance_id: identity(reader)?,
            },
            1,
        ),
        tag::MODULE => {
            let name = reader.text()?.to_owned();
            let id = identity(reader)?;
            attributes(reader, Owner::Module { name, id })?
        }
        _ => return Ok(None),
    }))
}

fn items(reader: &mut Reader<'_>, build: impl Fn(Vec<NodeId>) -> Build) -> Result<Begun> {
    let count = reader.count(1)?;
    Ok((build(Vec::with_capacity(count)), count))
}

fn pairs(reader: &mut Reader<'_>, owner: Owner, record: bool) -> Result<Begun> {
    let count = reader.count(2)?;
    let pairs = Vec::with_capacity(count);
    Ok((
        Build::Pairs {
            owner,
            key: None,
            pairs,
            record,
        },
        count,
    ))
}

fn attributes(reader: &mut Reader<'_>, owner: Owner) -> Result<Begun> {
    match reader.u8()? {
        tag::DICT => pairs(reader, owner, false),
        tag::RECORD => pairs(reader, owner, true),
        other => Err(WireError::Unknown(other.into(), "list of attributes")),
    }
}

fn named_tuple(reader: &mut Reader<'_>) -> Result<Begun> {
    let type_name = reader.text()?.to_owned();
    let count = reader.count(2)?;
    let field_names = (0..count)
        .map(|_| Ok(reader.text()?.to_owned()))
        .collect::<Result<_>>()?;
    let values = Vec::with_capacity(count);
    Ok((
        Build::NamedTuple {
            type_name,
            field_names,
            values,
        },
        count,
    ))
}

fn identity(reader: &mut Reader<'_>) -> Result<MontyUuid> {
    Ok(MontyUuid::from_bytes(reader.identity()?))
}
