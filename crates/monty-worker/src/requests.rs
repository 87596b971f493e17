//! Receives frames from the parent.

use std::io::{self, Read};

use crate::{
    frame::{Frame, HEAD_BYTES, LENGTH_BYTES, MAX_BYTES},
    replies::Replies,
};

const READ_BYTES: usize = 64 * 1024;
/// Capacity above which a buffer is freed.
const KEPT_BYTES: usize = 1024 * 1024;

/// A reader of the parent's requests.
pub struct Requests<R> {
    input: R,
    received: Vec<u8>,
    /// Start of the next frame in `received`.
    at: usize,
    /// End of the received bytes in `received`.
    end: usize,
}

impl<R: Read> Requests<R> {
    /// Reads from `input`, the parent's pipe or its equivalent.
    pub fn new(input: R) -> Self {
        Self {
            input,
            received: vec![0; READ_BYTES],
            at: 0,
            end: 0,
        }
    }

    /// The next request; `None` when the parent is gone. Sends pending replies before it waits for
    /// input.
    pub fn next(&mut self, replies: &mut Replies) -> io::Result<Option<Frame<'_>>> {
        let length = loop {
            let whole = match self.received[self.at..self.end].first_chunk::<LENGTH_BYTES>() {
                Some(length) => LENGTH_BYTES + checked_length(u32::from_le_bytes(*length))?,
                None => LENGTH_BYTES + HEAD_BYTES,
            };
            if self.end - self.at >= whole {
                break whole;
            }
            replies.flush()?;
            self.make_room(whole);
            match self.input.read(&mut self.received[self.end..]) {
                Ok(0) => return Ok(None),
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        let start = self.at + LENGTH_BYTES;
        self.at += length;
        let (head, body) = self.received[start..self.at].split_at(HEAD_BYTES);
        let word =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        Ok(Some(Frame {
            kind: word(0),
            subject: word(4),
            body,
        }))
    }

    /// Moves the unread bytes to the front. Grows for a long frame as its bytes arrive, so that a length alone
    /// takes no memory.
    fn make_room(&mut self, needed: usize) {
        self.received.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        if self.end == self.received.len() {
            self.received.resize(needed.min(2 * self.end), 0);
        } else if self.received.len() > KEPT_BYTES && self.end == 0 {
            self.received = vec![0; READ_BYTES];
        }
    }
}

fn checked_length(length: u32) -> io::Result<usize> {
    let length = length as usize;
    if (HEAD_BYTES..=MAX_BYTES).contains(&length) {
        Ok(length)
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a frame of {length} bytes"),
        ))
    }
}
