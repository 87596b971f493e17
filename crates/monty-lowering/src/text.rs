//! Text that tracks the source range of each of its parts.

use ruff_text_size::{Ranged, TextRange};

/// A range of the output and the range of the source that it replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Segment {
    /// Start in the output, in bytes.
    pub(crate) output: u32,
    /// Range in the source, in bytes.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether it is the source's own text, byte for byte, so that positions inside it can be mapped.
    pub(crate) copied: bool,
}

impl Segment {
    /// The segment moved by `before` bytes in the output, for a source that begins `own` bytes later.
    pub(crate) fn moved(self, before: u32, own: u32) -> Self {
        Self {
            output: self.output + before,
            start: self.start.saturating_sub(own),
            end: self.end.saturating_sub(own),
            copied: self.copied,
        }
    }
}

/// A range of the output that is a function with another name in the source.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Named {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) name: String,
}

impl Named {
    /// The range moved by `before` bytes.
    pub(crate) fn moved(self, before: u32) -> Self {
        Self {
            start: self.start + before,
            end: self.end + before,
            name: self.name,
        }
    }
}

/// A text as a Python string literal on one line.
pub fn quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Output under construction.
#[derive(Debug, Default, Clone)]
pub struct Text {
    written: String,
    segments: Vec<Segment>,
    named: Vec<Named>,
}

impl Text {
    /// Adds an unchanged part of the source.
    pub fn copy(&mut self, source: &str, range: TextRange) {
        if !range.is_empty() {
            self.segment(range, true);
            self.written.push_str(&source[range]);
        }
    }

    /// Adds generated text that replaces `node`.
    pub fn put(&mut self, text: &str, node: impl Ranged) {
        self.segment(node.range(), false);
        self.written.push_str(text);
    }

    /// Adds generated text that belongs to the previous part.
    pub fn push(&mut self, text: &str) {
        self.written.push_str(text);
    }

    /// Adds generated text without a source range: a frame in it is not shown.
    pub fn hide(&mut self, text: &str) {
        let before = self.segments.last().copied();
        self.segments.push(Segment {
            output: self.end(),
            start: u32::MAX,
            end: 0,
            copied: false,
        });
        self.written.push_str(text);
        if let Some(before) = before {
            self.segments.push(Segment {
                output: self.end(),
                copied: false,
                ..before
            });
        }
    }

    /// Adds another text with its segments.
    pub fn append(&mut self, other: &Self) {
        let offset = self.end();
        self.written.push_str(&other.written);
        self.segments
            .extend(other.segments.iter().map(|segment| Segment {
                output: segment.output + offset,
                ..*segment
            }));
        self.named.extend(other.named.iter().map(|named| Named {
            start: named.start + offset,
            end: named.end + offset,
            name: named.name.clone(),
        }));
    }

    /// Marks the text added since `start` as the function `name`.
    pub fn name_since(&mut self, start: u32, name: &str) {
        let end = self.end();
        self.named.push(Named {
            start,
            end,
            name: name.to_owned(),
        });
    }

    /// Starts a line, indented by `depth` levels.
    pub fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.written.push(' ');
        }
    }

    /// Replaces numbers after `marker` in place by others with no more digits; the rest stays blank.
    pub fn rewrite(&mut self, marker: &str, replace: impl Fn(&str) -> Option<String>) {
        let mut from = 0;
        while let Some(found) = self.written[from..].find(marker) {
            let start = from + found + marker.len();
            let room = self.written[start..]
                .find(|c: char| !c.is_ascii_digit() && c != ' ')
                .unwrap_or(0);
            let digits = self.written[start..start + room].trim();
            if let Some(other) = replace(digits)
                && other.len() <= room
            {
                let padded = format!("{other}{}", " ".repeat(room - other.len()));
                self.written.replace_range(start..start + room, &padded);
            }
            from = start;
        }
    }

    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Number of bytes written.
    pub fn end(&self) -> u32 {
        u32::try_from(self.written.len()).unwrap_or(u32::MAX)
    }

    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    pub fn into_parts(self) -> (String, Vec<Segment>, Vec<Named>) {
        (self.written, self.segments, self.named)
    }

    fn segment(&mut self, range: TextRange, copied: bool) {
        self.segments.push(Segment {
            output: self.end(),
            start: range.start().into(),
            end: range.end().into(),
            copied,
        });
    }
}
