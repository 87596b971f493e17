//! Encodes values for the host.

use monty_types::{
    CallArgs, MontyDateTime, MontyObject, MontyTime,
    unstable::{self, MontyGraph, MontyNode, NodeId},
};
use num_bigint::Sign;

use super::own_names::{exported, is_hidden};
use super::{MAX_DEPTH, WireError, Writer, footprint::footprint, json::write_json, tag};

/// Least number of nodes for which JSON text, parsed by V8, costs less than decoding the values.
const JSON_FROM_NODES: usize = 24;
/// Length below which shared texts are written again.
const SHORT: usize = 64;
/// The interpreter's placeholder where its recursion limit cuts a value off.
const CUT_OFF: &str = "<deeply nested>";
const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Options of the encoder.
#[derive(Debug, Clone, Copy)]
pub struct Encoding {
    /// Whether trees of JSON values may be written as JSON.
    pub json: bool,
    /// The most bytes of one message part.
    pub max_bytes: Option<usize>,
}

/// Bytes of memory that the run may still allocate; `None` for no limit.
#[derive(Debug, Clone, Copy)]
pub struct Room(pub Option<usize>);

impl Room {
    /// The most bytes of an encoded result. The run allocates nothing afterwards, and the host's copy is not
    /// charged to it.
    fn of_result(self) -> Option<usize> {
        self.0
    }

    /// The most bytes of encoded arguments, when the host's copy takes `footprint` bytes: the host holds that copy
    /// while the run continues.
    fn of_call(self, footprint: usize) -> Option<usize> {
        self.0
            .map(|room| (room / 2).min(room.saturating_sub(footprint)))
    }
}

/// Writes a value.
pub fn write_object(
    object: &MontyObject,
    encoding: Encoding,
    out: &mut Writer,
) -> Result<(), WireError> {
    write_result(object, encoding, Room(None), out)
}

/// Writes the result of a run whose memory has `room` left.
pub fn write_result(
    object: &MontyObject,
    encoding: Encoding,
    room: Room,
    out: &mut Writer,
) -> Result<(), WireError> {
    let (graph, top) = unstable::graph_parts(object);
    let shape = Shape::of(graph, [top].iter());
    Encoder::new(graph, shape, encoding, room.of_result(), out).value(top)
}

/// Writes the arguments of a call: the number of positional ones and their values, the number of named ones
/// with names and values. Returns the bytes that the host needs for them.
pub fn write_call(
    args: &CallArgs,
    encoding: Encoding,
    room: Room,
    out: &mut Writer,
) -> Result<usize, WireError> {
    let (graph, positional, named) = unstable::call_args_parts(args);
    let roots = positional
        .iter()
        .chain(named.iter().map(|(_, value)| value));
    let shape = Shape::of(graph, roots);
    let footprint = shape.footprint;
    let room = room.of_call(footprint);
    let mut encoder = Encoder::new(graph, shape, encoding, room, out);
    encoder.out.varint(positional.len());
    for id in positional {
        encoder.value(*id)?;
    }
    encoder.out.varint(named.len());
    for (name, value) in named {
        encoder.name(*name);
        encoder.value(*value)?;
    }
    Ok(footprint)
}

/// The state of a node that may be shared.
#[derive(Clone, Copy, PartialEq)]
enum Sharing {
    Single,
    Shared,
    Written(u32),
}

struct Encoder<'a> {
    graph: &'a MontyGraph,
    out: &'a mut Writer,
    json: bool,
    limit: usize,
    overrun: WireError,
    /// One entry per node, or empty when no node can be shared.
    sharing: Vec<Sharing>,
    defined: u32,
    /// Names already written, by node.
    names: Vec<(&'a str, usize)>,
}

enum Frame<'a> {
    Items(std::slice::Iter<'a, NodeId>),
    Pairs(std::slice::Iter<'a, (NodeId, NodeId)>, Option<NodeId>),
    Record(std::slice::Iter<'a, (NodeId, NodeId)>),
    /// As a record, without generated names.
    Attributes(std::slice::Iter<'a, (NodeId, NodeId)>),
    Instance(Option<NodeId>, &'a [(NodeId, NodeId)]),
}

impl<'a> Encoder<'a> {
    /// `room` is the run's remaining memory for the message part, in bytes.
    fn new(
        graph: &'a MontyGraph,
        Shape { sharing, .. }: Shape,
        encoding: Encoding,
        room: Option<usize>,
        out: &'a mut Writer,
    ) -> Self {
        let most = encoding.max_bytes.unwrap_or(u32::MAX as usize / 4);
        let (allowed, overrun) = match room {
            Some(room) if room < most => (room, WireError::NoRoom),
            _ => (most, WireError::TooLarge(most)),
        };
        Self {
            graph,
            limit: out.len().saturating_add(allowed),
            json: encoding.json && sharing.iter().all(|sharing| *sharing == Sharing::Single),
            overrun,
            out,
            sharing,
            defined: 0,
            names: Vec::new(),
        }
    }

    fn value(&mut self, root: NodeId) -> Result<(), WireError> {
        let root = exported(self.graph, root);
        if self.json && root.index() >= JSON_FROM_NODES && self.json_value(root) {
            return Ok(());
        }
        let mut frames: Vec<Frame<'a>> = Vec::new();
        let mut next = Some(root);
        loop {
            if let Some(id) = next.take() {
                if matches!(self.graph.node(id), MontyNode::Repr(text) if text == CUT_OFF) {
                    return Err(WireError::TooDeep);
                }
                if let Some(frame) = self.open(id)? {
                    frames.push(frame);
                }
            }
            self.make_sure_of(0)?;
            if frames.len() > MAX_DEPTH {
                return Err(WireError::TooDeep);
            }
            let Some(frame) = frames.last_mut() else {
                return Ok(());
            };
            let done = match frame {
                Frame::Items(items) => {
                    next = items.next().copied();
                    next.is_none()
                }
                Frame::Pairs(pairs, value) => {
                    next = value.take();
                    if next.is_none()
                        && let Some((key, after)) = pairs.next()
                    {
                        next = Some(*key);
                        *value = Some(*after);
                    }
                    next.is_none()
                }
                Frame::Attributes(pairs) => {
                    let graph = self.graph;
                    let found = pairs.find(|(name, _)| !is_hidden(graph, *name));
                    if let Some((name, value)) = found {
                        self.name(*name);
                        next = Some(*value);
                    }
                    found.is_none()
                }
                Frame::Record(pairs) => match pairs.next() {
                    Some((name, value)) => {
                        self.name(*name);
                        next = Some(*value);
                        false
                    }
                    None => true,
                },
                Frame::Instance(class, attrs) => {
                    let attrs = *attrs;
                    next = class.take();
                    if next.is_none() {
                        *frame = self.attributes(attrs);
                    }
                    false
                }
            };
            if done {
                frames.pop();
            }
        }
    }

    /// Fails when `more` bytes would exceed the limit.
    fn make_sure_of(&self, more: usize) -> Result<(), WireError> {
        if self.out.len().saturating_add(more) > self.limit {
            Err(self.overrun.clone())
        } else {
            Ok(())
        }
    }

    /// Writes the value as JSON and returns `true`, or writes nothing when that is impossible.
    fn json_value(&mut self, root: NodeId) -> bool {
        let start = self.out.len();
        self.out.u8(tag::JSON);
        // The length is only known afterwards, so its varint takes the full five bytes.
        let length_at = self.out.len();
        self.out.raw(&[0; 5]);
        let text_at = self.out.len();
        let limit = self.limit;
        if !write_json(self.graph, root, self.out.buffer(), limit) {
            self.out.truncate(start);
            return false;
        }
        let text = &self.out.as_slice()[text_at..];
        let length = text.len() * 2 + usize::from(text.is_ascii());
        let buffer = self.out.buffer();
        for (at, shift) in [0, 7, 14, 21, 28].into_iter().enumerate() {
            let more = if at < 4 { 0x80 } else { 0 };
            #[expect(clippy::cast_possible_truncation, reason = "masked to seven bits")]
            let bits = ((length >> shift) & 0x7f) as u8;
            buffer[length_at + at] = bits | more;
        }
        true
    }

    /// Writes a `str` that is a dict key or a keyword.
    fn name(&mut self, id: NodeId) {
        let MontyNode::String(name) = self.graph.node(id) else {
            unreachable!("names are strings")
        };
        // Records repeat few names; a linear search from the latest is faster than hashing.
        if let Some((_, index)) = self
            .names
            .iter()
            .rev()
            .take(32)
            .find(|(known, _)| known == name)
        {
            self.out.varint(index + 1);
        } else {
            self.out.varint(0);
            self.out.text(name);
            self.names.push((name, self.names.len()));
        }
    }

    fn pairs(&mut self, pairs: &'a [(NodeId, NodeId)]) -> Frame<'a> {
        let is_record = pairs
            .iter()
            .all(|(key, _)| matches!(self.graph.node(*key), MontyNode::String(_)));
        self.out.u8(if is_record { tag::RECORD } else { tag::DICT });
        self.out.varint(pairs.len());
        if is_record {
            Frame::Record(pairs.iter())
        } else {
            Frame::Pairs(pairs.iter(), None)
        }
    }

    /// Begins the attributes of an object or a class, without generated ones.
    fn attributes(&mut self, pairs: &'a [(NodeId, NodeId)]) -> Frame<'a> {
        let shown = pairs
            .iter()
            .filter(|(name, _)| !is_hidden(self.graph, *name))
            .count();
        if shown == pairs.len() {
            return self.pairs(pairs);
        }
        self.out.u8(tag::RECORD);
        self.out.varint(shown);
        Frame::Attributes(pairs.iter())
    }

    fn items(&mut self, tag: u8, items: &'a [NodeId]) -> Frame<'a> {
        self.out.u8(tag);
        self.out.varint(items.len());
        Frame::Items(items.iter())
    }

    /// Writes a value up to its first child, if it has any.
    fn open(&mut self, id: NodeId) -> Result<Option<Frame<'a>>, WireError> {
        let id = exported(self.graph, id);
        match self.sharing.get(id.index()) {
            None | Some(Sharing::Single) => {}
            Some(Sharing::Written(index)) => {
                self.out.u8(tag::REFERENCE);
                self.out.varint(*index as usize);
                return Ok(None);
            }
            Some(Sharing::Shared) => {
                self.out.u8(tag::DEFINE);
                self.sharing[id.index()] = Sharing::Written(self.defined);
                self.defined += 1;
            }
        }
        Ok(match self.graph.node(id) {
            MontyNode::List(items) => Some(self.items(tag::LIST, items)),
            MontyNode::Tuple(items) => Some(self.items(tag::TUPLE, items)),
            MontyNode::Set(items) => Some(self.items(tag::SET, items)),
            MontyNode::FrozenSet(items) => Some(self.items(tag::FROZENSET, items)),
            MontyNode::Dict(pairs) => Some(self.pairs(pairs)),
            MontyNode::NamedTuple {
                type_name,
                field_names,
                values,
            } => {
                self.out.u8(tag::NAMEDTUPLE);
                self.out.text(type_name);
                self.out.varint(values.len());
                for name in field_names {
                    self.out.text(name);
                }
                Some(Frame::Items(values.iter()))
            }
            MontyNode::ClassType(class) => {
                self.out.u8(tag::CLASS);
                self.out.text(&class.name);
                self.out.raw(class.id.as_bytes());
                self.out
                    .u8(u8::from(class.host_defined) | u8::from(class.is_dataclass) << 1);
                Some(self.attributes(&class.attrs))
            }
            MontyNode::ClassInstance {
                class_type,
                instance_id,
                attrs,
            } => {
                self.out.u8(tag::INSTANCE);
                self.out.raw(instance_id.as_bytes());
                Some(Frame::Instance(Some(*class_type), attrs))
            }
            MontyNode::Module { name, id, attrs } => {
                self.out.u8(tag::MODULE);
                self.out.text(name);
                self.out.raw(id.as_bytes());
                Some(self.pairs(attrs))
            }
            leaf => {
                self.make_sure_of(text_bytes(leaf))?;
                write_leaf(leaf, self.out);
                None
            }
        })
    }
}

/// Properties of all values, collected in one pass.
struct Shape {
    /// Nodes that are referred to more than once, and must keep their identity or would be duplicated.
    sharing: Vec<Sharing>,
    /// Bytes that the host needs for the values.
    footprint: usize,
}

impl Shape {
    fn of<'r>(graph: &MontyGraph, roots: impl Iterator<Item = &'r NodeId>) -> Self {
        let nodes = graph.nodes();
        if nodes.len() < 2 {
            return Self {
                sharing: Vec::new(),
                footprint: nodes.first().map_or(0, footprint),
            };
        }
        let mut seen = vec![false; nodes.len()];
        let mut sharing = vec![Sharing::Single; nodes.len()];
        let mut count = |id: NodeId| {
            let index = id.index();
            if seen[index] && is_worth_sharing(&nodes[index]) {
                sharing[index] = Sharing::Shared;
            }
            seen[index] = true;
        };
        roots.copied().for_each(&mut count);
        let mut taken = 0_usize;
        for node in nodes {
            node.for_each_child(&mut count);
            taken = taken.saturating_add(footprint(node));
        }
        Self {
            sharing,
            footprint: taken,
        }
    }
}

fn is_worth_sharing(node: &MontyNode) -> bool {
    match node {
        MontyNode::String(text)
        | MontyNode::Path(text)
        | MontyNode::Repr(text)
        | MontyNode::Decimal(text) => text.len() >= SHORT,
        MontyNode::Exception { arg, .. } => arg.as_ref().is_some_and(|arg| arg.len() >= SHORT),
        MontyNode::Function { docstring, .. } => {
            docstring.as_ref().is_some_and(|text| text.len() >= SHORT)
        }
        MontyNode::BigInt(_)
        | MontyNode::Bytes(_)
        | MontyNode::List(_)
        | MontyNode::Tuple(_)
        | MontyNode::Set(_)
        | MontyNode::FrozenSet(_)
        | MontyNode::NamedTuple { .. }
        | MontyNode::Dict(_)
        | MontyNode::ClassType(_)
        | MontyNode::ClassInstance { .. }
        | MontyNode::Module { .. } => true,
        MontyNode::Ellipsis
        | MontyNode::NotImplemented
        | MontyNode::None
        | MontyNode::Bool(_)
        | MontyNode::Int(_)
        | MontyNode::Float(_)
        | MontyNode::Complex(_)
        | MontyNode::Date(_)
        | MontyNode::DateTime(_)
        | MontyNode::Time(_)
        | MontyNode::TimeDelta(_)
        | MontyNode::TimeZone(_)
        | MontyNode::Type(_)
        | MontyNode::BuiltinFunction(_)
        | MontyNode::FileHandle(_)
        | MontyNode::Cycle(_) => false,
    }
}

/// Least encoded size of a leaf that can be large; 0 for others.
fn text_bytes(leaf: &MontyNode) -> usize {
    match leaf {
        MontyNode::String(text) => text.len(),
        MontyNode::Bytes(bytes) => bytes.len(),
        _ => 0,
    }
}

fn write_leaf(node: &MontyNode, out: &mut Writer) {
    match node {
        MontyNode::None => out.u8(tag::NONE),
        MontyNode::Bool(value) => out.u8(if *value { tag::TRUE } else { tag::FALSE }),
        MontyNode::Int(value) => write_int(*value, out),
        MontyNode::BigInt(value) => {
            let (sign, magnitude) = value.to_bytes_le();
            write_bigint(sign == Sign::Minus, &magnitude, out);
        }
        MontyNode::Float(value) => {
            out.u8(tag::FLOAT);
            out.f64(*value);
        }
        MontyNode::Complex(value) => {
            out.u8(tag::COMPLEX);
            out.f64(value.real);
            out.f64(value.imag);
        }
        MontyNode::String(text) => tagged_text(tag::STR, text, out),
        MontyNode::Bytes(bytes) => {
            out.u8(tag::BYTES);
            out.blob(bytes);
        }
        MontyNode::Date(date) => {
            out.u8(tag::DATE);
            write_date(date.year, date.month, date.day, out);
        }
        MontyNode::DateTime(value) => write_datetime(value, out),
        MontyNode::Time(value) => write_time(value, out),
        MontyNode::TimeDelta(delta) => {
            out.u8(tag::TIMEDELTA);
            out.i32(delta.days);
            out.i32(delta.seconds);
            out.i32(delta.microseconds);
        }
        MontyNode::TimeZone(zone) => {
            out.u8(tag::TIMEZONE);
            out.i32(zone.offset_seconds);
            out.optional_text(zone.name.as_deref());
        }
        MontyNode::Decimal(text) => tagged_text(tag::DECIMAL, text, out),
        MontyNode::Exception { exc_type, arg } => {
            tagged_text(tag::EXCEPTION, exc_type.into(), out);
            out.optional_text(arg.as_deref());
        }
        MontyNode::Path(text) => tagged_text(tag::PATH, text, out),
        MontyNode::Type(kind) => tagged_text(tag::TYPE, &kind.to_string(), out),
        MontyNode::BuiltinFunction(function) => tagged_text(tag::BUILTIN, function.into(), out),
        MontyNode::Function { name, docstring } => {
            tagged_text(tag::FUNCTION, name, out);
            out.optional_text(docstring.as_deref());
        }
        MontyNode::FileHandle(file) => {
            tagged_text(tag::FILE, &file.path, out);
            out.text(file.mode.as_str());
            #[expect(clippy::cast_precision_loss, reason = "no file has 2^53 bytes")]
            out.f64(file.position as f64);
        }
        MontyNode::Repr(text) => tagged_text(tag::REPR, text, out),
        MontyNode::Cycle(text) => tagged_text(tag::CYCLE, text, out),
        MontyNode::Ellipsis => out.u8(tag::ELLIPSIS),
        MontyNode::NotImplemented => out.u8(tag::NOT_IMPLEMENTED),
        MontyNode::List(_)
        | MontyNode::Tuple(_)
        | MontyNode::Set(_)
        | MontyNode::FrozenSet(_)
        | MontyNode::NamedTuple { .. }
        | MontyNode::Dict(_)
        | MontyNode::ClassType(_)
        | MontyNode::ClassInstance { .. }
        | MontyNode::Module { .. } => unreachable!("containers are opened, not written as leaves"),
    }
}

fn tagged_text(tag: u8, text: &str, out: &mut Writer) {
    out.u8(tag);
    out.text(text);
}

fn write_int(value: i64, out: &mut Writer) {
    if let Ok(small) = i32::try_from(value) {
        out.u8(tag::INT32);
        out.i32(small);
    } else if value.abs_diff(0) <= MAX_SAFE_INTEGER.unsigned_abs() {
        out.u8(tag::SAFE_INT);
        #[expect(clippy::cast_precision_loss, reason = "checked to be exact")]
        out.f64(value as f64);
    } else {
        write_bigint(value < 0, &value.unsigned_abs().to_le_bytes(), out);
    }
}

fn write_bigint(negative: bool, magnitude: &[u8], out: &mut Writer) {
    out.u8(tag::BIGINT);
    out.u8(u8::from(negative));
    out.blob(magnitude);
}

fn write_date(year: i32, month: u8, day: u8, out: &mut Writer) {
    out.i32(year);
    out.u8(month);
    out.u8(day);
}

fn write_offset(offset: Option<i32>, name: Option<&str>, out: &mut Writer) {
    out.u8(u8::from(offset.is_some()));
    if let Some(offset) = offset {
        out.i32(offset);
        out.optional_text(name);
    }
}

fn write_datetime(value: &MontyDateTime, out: &mut Writer) {
    out.u8(tag::DATETIME);
    write_date(value.year, value.month, value.day, out);
    out.raw(&[value.hour, value.minute, value.second]);
    out.u32(value.microsecond);
    write_offset(value.offset_seconds, value.timezone_name.as_deref(), out);
}

fn write_time(value: &MontyTime, out: &mut Writer) {
    out.u8(tag::TIME);
    out.raw(&[value.hour, value.minute, value.second, value.fold]);
    out.u32(value.microsecond);
    write_offset(value.offset_seconds, value.timezone_name.as_deref(), out);
}
