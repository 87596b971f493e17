//! Python's output that the host has not fetched yet.

use std::borrow::Cow;

use monty_types::PrintStream;

use crate::memory::charging::uncharged;

/// Appended to output that was cut at [`crate::Limits::output`].
const MARKER: &str = "\n[output truncated]\n";

/// Bytes that a piece counts besides its text. A piece begins at every change of the stream.
const PIECE_BYTES: usize = 64;

/// Collects output between two fetches, up to the run's limit.
#[derive(Debug)]
pub struct PrintBuffer {
    pending: Vec<(PrintStream, String)>,
    limit: Option<usize>,
    total: usize,
    /// Bytes of the pieces besides their texts.
    pieces: usize,
    cut: bool,
}

impl PrintBuffer {
    /// An empty buffer; `total` bytes were printed before a dump.
    pub fn new(limit: Option<usize>, total: usize) -> Self {
        let cut = limit.is_some_and(|limit| total > limit);
        Self {
            pending: Vec::new(),
            limit,
            total,
            pieces: 0,
            cut,
        }
    }

    /// Bytes printed so far, including those that were cut.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Appends text. The buffer is not charged to the run.
    pub fn write(&mut self, stream: PrintStream, text: &str) {
        if text.is_empty() {
            return;
        }
        let before = self.total.saturating_add(self.pieces);
        self.total = self.total.saturating_add(text.len());
        if self.cut {
            return;
        }
        let room = self
            .limit
            .map_or(usize::MAX, |limit| limit.saturating_sub(before));
        uncharged(|| {
            if text.len() <= room {
                self.append(stream, text);
            } else {
                self.cut = true;
                self.append(stream, &text[..text.floor_char_boundary(room)]);
                self.append(stream, MARKER);
            }
        });
    }

    fn append(&mut self, stream: PrintStream, text: &str) {
        match self.pending.last_mut() {
            Some((last, buffer)) if *last == stream => buffer.push_str(text),
            Some(_) => {
                self.pieces += PIECE_BYTES;
                self.pending.push((stream, text.to_owned()));
            }
            None => self.pending.push((stream, text.to_owned())),
        }
    }

    /// Takes the pending output, in order.
    pub fn drain(&mut self) -> Cow<'static, [(PrintStream, String)]> {
        if self.pending.is_empty() {
            Cow::Borrowed(&[])
        } else {
            Cow::Owned(std::mem::take(&mut self.pending))
        }
    }

    /// Restores the full limit for a new feed of a session.
    pub fn reset(&mut self) {
        self.total = 0;
        self.pieces = 0;
        self.cut = false;
    }
}
