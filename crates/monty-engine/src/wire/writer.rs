//! Encodes primitives into a message.

/// A message under construction.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty message with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(capacity),
        }
    }

    /// The message so far.
    pub fn as_slice(&self) -> &[u8] {
        &self.bytes
    }

    /// Takes the message, leaving an empty one.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// Empties the message and keeps its memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Number of bytes written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Removes everything after the first `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        self.bytes.truncate(len);
    }

    pub(crate) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Overwrites four bytes at `at`.
    pub fn set_u32(&mut self, at: usize, value: u32) {
        self.bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }

    /// One byte.
    pub fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    /// Four bytes.
    pub fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// Four bytes.
    pub fn i32(&mut self, value: i32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// Eight bytes.
    pub fn f64(&mut self, value: f64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// One to five bytes. A length beyond 32 bits cannot occur: values are capped far below.
    pub fn varint(&mut self, value: usize) {
        let mut rest = u32::try_from(value).unwrap_or(u32::MAX);
        while rest >= 0x80 {
            self.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        #[expect(clippy::cast_possible_truncation, reason = "seven bits are left")]
        self.bytes.push(rest as u8);
    }

    /// Bytes without a length.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Bytes, preceded by their length.
    pub fn blob(&mut self, bytes: &[u8]) {
        self.varint(bytes.len());
        self.raw(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.varint(text.len() * 2 + usize::from(text.is_ascii()));
        self.raw(text.as_bytes());
    }

    /// A text or `None`, preceded by a presence byte.
    pub fn optional_text(&mut self, text: Option<&str>) {
        self.u8(u8::from(text.is_some()));
        if let Some(text) = text {
            self.text(text);
        }
    }
}
