//! Decodes primitives of an untrusted message.

use super::WireError;

type Result<T> = std::result::Result<T, WireError>;

/// The unread rest of a message.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Number of unread bytes.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Fails when unread bytes remain.
    pub fn finish(&self) -> Result<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(WireError::Trailing(self.rest.len()))
        }
    }

    /// The next `len` bytes.
    pub fn raw(&mut self, len: usize) -> Result<&'a [u8]> {
        let (bytes, rest) = self
            .rest
            .split_at_checked(len)
            .ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, rest) = self
            .rest
            .split_first_chunk::<N>()
            .ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(*bytes)
    }

    /// One byte.
    pub fn u8(&mut self) -> Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    /// Four bytes.
    pub fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// Four bytes.
    pub fn i32(&mut self) -> Result<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    /// Eight bytes.
    pub fn f64(&mut self) -> Result<f64> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    /// Sixteen bytes.
    pub fn identity(&mut self) -> Result<[u8; 16]> {
        self.array()
    }

    /// One to five bytes.
    pub fn varint(&mut self) -> Result<usize> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.u8()?;
            let bits = u32::from(byte & 0x7f);
            if shift == 28 && bits > 0x0f {
                break;
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value as usize);
            }
        }
        Err(WireError::Unknown(value, "length"))
    }

    /// Reads the number of the items that follow, of at least `item_bytes` each. Fails when the rest is too
    /// short for them, so that a forged count reserves no memory.
    pub fn count(&mut self, item_bytes: usize) -> Result<usize> {
        let count = self.varint()?;
        if count.saturating_mul(item_bytes) > self.rest.len() {
            return Err(WireError::Truncated);
        }
        Ok(count)
    }

    /// Bytes, preceded by their length.
    pub fn blob(&mut self) -> Result<&'a [u8]> {
        let len = self.varint()?;
        self.raw(len)
    }

    /// A text.
    pub fn text(&mut self) -> Result<&'a str> {
        let len = self.varint()? >> 1;
        std::str::from_utf8(self.raw(len)?).map_err(|_| WireError::Text)
    }

    /// A text, or `None`.
    pub fn optional_text(&mut self) -> Result<Option<&'a str>> {
        match self.u8()? {
            0 => Ok(None),
            1 => Ok(Some(self.text()?)),
            other => Err(WireError::Unknown(other.into(), "presence")),
        }
    }
}
