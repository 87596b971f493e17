//! Tags that represent exceptions of the program outside of it, and exceptions of the host that the machine lacks.

use crate::builtins;

/// Replaces the dot between a class and its method in generated names; `lo__call_error` has it too.
pub const PART_OF: &str = "\u{1c3}";

/// Replaces `.<locals>` in generated names.
pub const IN_FUNCTION: &str = "\u{1c0}";

/// Ends the generated names of positional-only parameters that `**` parameters may hide; `lo__call_error` has it too.
pub const HIDDEN: &str = "\u{1c2}";

/// An exception of the program, decoded from its tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramException {
    /// The class's own name.
    pub name: String,
    /// The base classes, nearest first, up to `BaseException`.
    pub bases: Vec<String>,
    pub message: String,
    /// The cause or context of the exception.
    pub came_from: Option<Box<Origin>>,
}

/// A cause or context of an exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whether it is the cause (`raise ... from ...`), not the context.
    pub is_cause: bool,
    pub exception: ProgramException,
}

/// Decodes the tag in the message of a machine exception; `None` when the message has none.
pub fn exception_of(message: &str) -> Option<ProgramException> {
    let rest = message.strip_prefix('\0')?;
    let mut parts = rest.split('\0');
    let _number = parts.next()?;
    read(&mut parts)
}

/// Prefix of the number of a host exception.
const OF_HOST: char = 'h';

/// The machine exception and the tag for a host exception that Python has and the machine lacks. `number` is the host's
/// own number of the exception.
///
/// Only a program that [handles](crate::PositionMap::handles_host) such exceptions turns tags into objects.
pub fn raised_by_host(
    name: &str,
    message: &str,
    number: (u32, u32),
) -> Option<(&'static str, String)> {
    let mut above = builtins::missing_exception(name)?;
    if matches!(
        name,
        "GeneratorExit" | "StopAsyncIteration" | "BaseExceptionGroup" | "ExceptionGroup"
    ) {
        return None;
    }
    let mut bases = vec![above];
    let mut carrier = None;
    while above != "BaseException" {
        above = if let Some(base) = builtins::missing_exception(above) {
            base
        } else {
            carrier.get_or_insert(above);
            builtins::base_of(above)?
        };
        bases.push(above);
    }
    // As in `lo__CARRIERS`.
    let carrier = match carrier? {
        "Exception" => "binascii.Incomplete",
        "ValueError" => "binascii.Error",
        other => other,
    };
    let message = message.replace('\0', "\\0");
    let (process, number) = number;
    let tag = format!(
        "\0{OF_HOST}{process}-{number}\0{name}\0{}\0{message}",
        bases.join(",")
    );
    Some((carrier, tag))
}

/// The name, message and number of an exception that [the host raised](raised_by_host), decoded from its tag.
pub fn of_host(message: &str) -> Option<(&str, &str, (u32, u32))> {
    let mut parts = message.strip_prefix('\0')?.split('\0');
    let (process, number) = parts.next()?.strip_prefix(OF_HOST)?.split_once('-')?;
    let number = (process.parse().ok()?, number.parse().ok()?);
    let name = parts.next()?;
    let _bases = parts.next()?;
    Some((name, parts.next()?, number))
}

fn read<'m>(parts: &mut impl Iterator<Item = &'m str>) -> Option<ProgramException> {
    let name = parts.next()?.to_owned();
    let bases = parts
        .next()?
        .split(',')
        .filter(|base| !base.is_empty())
        .map(str::to_owned)
        .collect();
    let message = parts.next()?.to_owned();
    let came_from = parts.next().and_then(|how| {
        let exception = read(parts)?;
        Some(Box::new(Origin {
            is_cause: how == "cause",
            exception,
        }))
    });
    Some(ProgramException {
        name,
        bases,
        message,
        came_from,
    })
}

/// The name and message of an exception in terms of the source.
pub fn exception_text(kind: &str, message: &str) -> (String, String) {
    exception_of(message).map_or_else(
        || {
            let told = date_error(kind, message).unwrap_or(message);
            (kind.to_owned(), call_error(kind, told))
        },
        |told| (told.name, told.message),
    )
}

/// The message of an argument error, with the method's name in Python's form.
fn call_error(kind: &str, message: &str) -> String {
    if kind != "TypeError" {
        return message.to_owned();
    }
    message
        .replace(IN_FUNCTION, ".<locals>")
        .replace(PART_OF, ".")
        .replace(HIDDEN, "")
}

/// `CPython`'s message for an operation on dates with and without a zone, by the machine's message. As in
/// `lo__DATE_ERRORS`.
pub fn date_error(kind: &str, message: &str) -> Option<&'static str> {
    if kind != "TypeError" {
        return None;
    }
    if message == "unsupported operand type(s) for -: 'datetime.datetime' and 'datetime.datetime'" {
        return Some("can't subtract offset-naive and offset-aware datetimes");
    }
    let (_, kinds) = message.split_once(" not supported between instances of ")?;
    match kinds {
        "'datetime.datetime' and 'datetime.datetime'" => {
            Some("can't compare offset-naive and offset-aware datetimes")
        }
        "'datetime.time' and 'datetime.time'" => {
            Some("can't compare offset-naive and offset-aware times")
        }
        "'datetime.datetime' and 'datetime.date'" | "'datetime.date' and 'datetime.datetime'" => {
            Some("can't compare datetime.datetime to datetime.date")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{exception_of, of_host, raised_by_host};

    #[test]
    fn an_exception_of_the_host_keeps_its_name_bases_and_number() {
        let (carrier, tag) =
            raised_by_host("ConnectionResetError", "gone", (7, 3)).expect("a missing one");
        assert_eq!(carrier, "OSError");
        assert_eq!(
            of_host(&tag),
            Some(("ConnectionResetError", "gone", (7, 3)))
        );
        let told = exception_of(&tag).expect("a tag");
        assert_eq!(
            told.bases,
            ["ConnectionError", "OSError", "Exception", "BaseException"]
        );
        assert_eq!(
            raised_by_host("EOFError", "", (0, 1)).map(|(carrier, _)| carrier),
            Some("binascii.Incomplete")
        );
        assert_eq!(raised_by_host("ValueError", "", (0, 1)), None);
        assert_eq!(raised_by_host("GeneratorExit", "", (0, 1)), None);
    }
}
