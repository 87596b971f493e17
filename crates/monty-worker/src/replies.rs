//! Encodes and sends frames to the parent.

use std::io::{self, Write};

use monty_engine::wire::Writer;

use crate::frame::{HEAD_BYTES, LENGTH_BYTES, MAX_BYTES};

const USUAL_BYTES: usize = 64 * 1024;
/// Capacity above which a buffer is freed.
const KEPT_BYTES: usize = 1024 * 1024;

/// A buffer of frames that are sent together.
pub struct Replies {
    output: Box<dyn Write>,
    pending: Writer,
}

/// A frame under construction.
#[derive(Clone, Copy)]
pub struct Draft {
    start: usize,
    subject: u32,
}

impl Replies {
    /// Sends frames to `output`, the parent's pipe or its equivalent.
    pub fn new(output: impl Write + 'static) -> Self {
        Self {
            output: Box::new(output),
            pending: Writer::with_capacity(USUAL_BYTES),
        }
    }

    /// Appends a whole frame, whose body `write` appends.
    pub fn send(
        &mut self,
        kind: u32,
        subject: u32,
        write: impl FnOnce(&mut Writer),
    ) -> io::Result<()> {
        let draft = self.draft(subject);
        write(&mut self.pending);
        self.finish(draft, kind)
    }

    /// Begins a frame.
    pub fn draft(&mut self, subject: u32) -> Draft {
        let start = self.pending.len();
        self.pending.raw(&[0; LENGTH_BYTES + HEAD_BYTES]);
        Draft { start, subject }
    }

    /// The writer of the draft's body.
    pub fn writer(&mut self) -> &mut Writer {
        &mut self.pending
    }

    /// A draft's body so far.
    pub fn body(&self, draft: Draft) -> &[u8] {
        &self.pending.as_slice()[draft.start + LENGTH_BYTES + HEAD_BYTES..]
    }

    /// Empties a draft's body.
    pub fn clear(&mut self, draft: Draft) {
        self.pending
            .truncate(draft.start + LENGTH_BYTES + HEAD_BYTES);
    }

    /// Completes a draft.
    pub fn finish(&mut self, draft: Draft, kind: u32) -> io::Result<()> {
        let length = self.pending.len() - draft.start - LENGTH_BYTES;
        let length = u32::try_from(length)
            .ok()
            .filter(|length| *length as usize <= MAX_BYTES)
            .ok_or_else(|| {
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("a reply of {length} bytes"),
                )
            })?;
        self.pending.set_u32(draft.start, length);
        self.pending.set_u32(draft.start + LENGTH_BYTES, kind);
        self.pending
            .set_u32(draft.start + LENGTH_BYTES + 4, draft.subject);
        Ok(())
    }

    /// Sends all pending frames.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.output.write_all(self.pending.as_slice())?;
        if self.pending.len() > KEPT_BYTES {
            self.pending = Writer::with_capacity(USUAL_BYTES);
        } else {
            self.pending.clear();
        }
        Ok(())
    }
}
