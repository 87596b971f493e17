//! What stands for an exception of the program outside of it.

/// An exception of the program, as its tag tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The class's own name.
    pub name: String,
    /// What it derives from, nearest first, up to `BaseException`.
    pub bases: Vec<String>,
    pub message: String,
    /// The exception that this one was raised from, or while handling.
    pub came_from: Option<Box<Origin>>,
}

/// The exception before one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Whether the program said so (`raise ... from ...`), rather than it happening while the other was handled.
    pub is_cause: bool,
    pub exception: Told,
}

/// Reads the message of one of the machine's exceptions; `None` when it is that exception itself.
pub fn exception_of(message: &str) -> Option<Told> {
    let rest = message.strip_prefix('\0')?;
    let mut parts = rest.split('\0');
    let _number = parts.next()?;
    read(&mut parts)
}

fn read<'m>(parts: &mut impl Iterator<Item = &'m str>) -> Option<Told> {
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
    Some(Told {
        name,
        bases,
        message,
        came_from,
    })
}

/// The name and message that the user knows an exception by.
pub fn exception_text(kind: &str, message: &str) -> (String, String) {
    exception_of(message).map_or_else(
        || (kind.to_owned(), message.to_owned()),
        |told| (told.name, told.message),
    )
}
