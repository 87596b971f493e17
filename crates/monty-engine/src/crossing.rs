//! Which exception of the host's came out of Python again, however it reads by then.
//!
//! Python keeps an exception's type and message, of which two may be alike. But what it carries of a
//! text that could not be decoded, which no program sees, may stand for anything.

use monty_lowering::of_host;
use monty_types::{ExcData, MontyException, UnicodeErrorData};

use crate::wire::{Reader, WireError, Writer};

/// What no codec is called.
const MARK: &str = "monty-node crossing";

/// The number of an exception that the host gave to Python; zeros for none.
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

    /// The process that gave the number, and the number.
    pub(crate) fn parts(self) -> (u32, u32) {
        (self.process, self.number)
    }

    /// The exception with its number, which it keeps wherever Python takes it.
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

    /// The number that an exception was marked with.
    pub(crate) fn of(exception: &MontyException) -> Self {
        // One that the program raised again is another one to the machine, but says whose it was.
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
