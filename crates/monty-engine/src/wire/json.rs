//! Encodes values that are plain trees as JSON text, which V8's own parser decodes at once.

use monty_types::unstable::{MontyGraph, MontyNode, NodeId};

const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// Appends the value at `root` as JSON, or returns `false` with `out` in an undefined state when
/// it is not a plain tree of JSON values or exceeds `max_len`. The graph has no shared containers.
pub(super) fn write_json(
    graph: &MontyGraph,
    root: NodeId,
    out: &mut Vec<u8>,
    max_len: usize,
) -> bool {
    enum Frame<'a> {
        Items(std::slice::Iter<'a, NodeId>),
        Pairs(std::slice::Iter<'a, (NodeId, NodeId)>),
    }
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut next = Some(root);
    loop {
        if let Some(id) = next.take() {
            match graph.node(id) {
                MontyNode::List(items) => {
                    out.push(b'[');
                    frames.push(Frame::Items(items.iter()));
                }
                MontyNode::Dict(pairs) => {
                    out.push(b'{');
                    frames.push(Frame::Pairs(pairs.iter()));
                }
                leaf => {
                    let text = match leaf {
                        MontyNode::String(text) => text.len(),
                        _ => 0,
                    };
                    if out.len().saturating_add(text) > max_len || !write_leaf(leaf, out) {
                        return false;
                    }
                }
            }
        }
        if out.len() > max_len || frames.len() > super::MAX_DEPTH {
            return false;
        }
        let Some(frame) = frames.last_mut() else {
            return true;
        };
        match frame {
            Frame::Items(items) => {
                if let Some(id) = items.next() {
                    separate(out, b'[');
                    next = Some(*id);
                } else {
                    out.push(b']');
                    frames.pop();
                }
            }
            Frame::Pairs(pairs) => {
                if let Some((key, value)) = pairs.next() {
                    let MontyNode::String(name) = graph.node(*key) else {
                        return false;
                    };
                    separate(out, b'{');
                    write_string(name, out);
                    out.push(b':');
                    next = Some(*value);
                } else {
                    out.push(b'}');
                    frames.pop();
                }
            }
        }
    }
}

/// Writes a comma, unless the container was just opened. A string never ends in a bare bracket, as it
/// ends in its quote.
fn separate(out: &mut Vec<u8>, open: u8) {
    if out.last() != Some(&open) {
        out.push(b',');
    }
}

fn write_leaf(node: &MontyNode, out: &mut Vec<u8>) -> bool {
    match node {
        MontyNode::None => out.extend_from_slice(b"null"),
        MontyNode::Bool(true) => out.extend_from_slice(b"true"),
        MontyNode::Bool(false) => out.extend_from_slice(b"false"),
        MontyNode::Int(value) if value.abs_diff(0) <= MAX_SAFE_INTEGER.unsigned_abs() => {
            write_int(*value, out);
        }
        MontyNode::Float(value) if value.is_finite() => {
            out.extend_from_slice(ryu::Buffer::new().format_finite(*value).as_bytes());
        }
        MontyNode::String(text) => write_string(text, out),
        _ => return false,
    }
    true
}

fn write_int(value: i64, out: &mut Vec<u8>) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..0x20 => b"",
            _ => continue,
        };
        out.extend_from_slice(&bytes[written..at]);
        if escape.is_empty() {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            out.push(HEX[usize::from(byte >> 4)]);
            out.push(HEX[usize::from(byte & 15)]);
        } else {
            out.extend_from_slice(escape);
        }
        written = at + 1;
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}
