//! Identifies a host exception that leaves Python again, even with another type or message.
//!
//! Python keeps an exception's type and message, and two exceptions may share both. So the number is
//! stored in the data of a Unicode error, which no program can read.

use monty_lowering::of_host;
use monty_types::{ExcData, MontyException, UnicodeErrorData};

use crate::wire::{Reader, WireError, Writer};

/// A codec name that no codec has.
const MARK: &str = "monty-node crossing";

/// The number of an exception that the host raised in Python; zeros for none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Crossing {
    process: u32,
    number: u32,
}

impl Crossing {
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, WireError> {
        Ok(Self {
            process: reader.u32()?,
            number: reader.u32()?,
        })
    }

    pub(crate) fn write(self, out: &mut Writer) {
        out.u32(self.process);
        out.u32(self.number);
    }

    /// The process that assigned the number, and the number.
    pub(crate) fn parts(self) -> (u32, u32) {
        (self.process, self.number)
    }

    /// The exception with the number attached. Python preserves it.
    pub(crate) fn mark(self, exception: MontyException) -> MontyException {
        if self == Self::default() {
            return exception;
        }
        exception.with_data(UnicodeErrorData::decode(
            MARK,
            &[],
            self.process as usize,
            self.number as usize,
            "",
        ))
    }

    /// The number attached to an exception; zeros for none.
    pub(crate) fn of(exception: &MontyException) -> Self {
        // An exception that the program raised again is a new one to the interpreter, but its message has the number.
        if let Some((_, _, (process, number))) = exception.message().and_then(of_host) {
            return Self { process, number };
        }
        let ExcData::Unicode(data) = exception.data() else {
            return Self::default();
        };
        match (u32::try_from(data.start), u32::try_from(data.end)) {
            (Ok(process), Ok(number)) if data.encoding == MARK => Self { process, number },
            _ => Self::default(),
        }
    }
}
