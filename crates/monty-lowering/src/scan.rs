//! A cheap check whether a program could need lowering.

/// Words of which a program has at least one if it needs lowering, apart from the checks below.
const WORDS: &[&str] = &[
    "class ",
    "yield",
    "del ",
    "async for",
    "async with",
    "type ",
    "import ",
    "round(",
    "round,",
    "sum",
    "exit",
    "quit",
    "isinstance",
    "map",
    "filter",
    "zip",
    "enumerate",
    "reversed",
    " for ",
    "except",
    "raise",
    "callable",
    "issubclass",
    "vars",
    "dir(",
    "hash(",
    "staticmethod",
    "classmethod",
    "property",
    "object",
    "Error(",
    "Exception(",
    "Error",
    "Warning",
    "lambda",
    "input",
    "global",
    "local",
    "bytearray",
    ".format(",
    "getattr(",
    ".hex(",
    "format_map",
    "translate",
    "maketrans",
    "bit_",
    "is_integer",
    "_update",
    "union(",
    "section(",
    "difference(",
    ".update(",
    "to_bytes",
    "from_bytes",
    "expandtabs",
    "decode(",
    "encode(",
    "bytes(",
    "latin",
    "1252",
    "8859",
    "conjugate",
    "integer_ratio",
    "__",
    // Positional-only parameters.
    "/,",
    "any(",
    "all(",
    "next(",
    "assert",
    "key=",
    "ascii",
    ".strptime",
    "open(",
    "file=",
    "_text(",
    ".writelines(",
    "+=",
    "|=",
    "&=",
    "^=",
    "-=",
    "*=",
    "type(",
    "match ",
    "indices",
    "aiter",
    "anext",
    "breakpoint",
    "compile(",
    "delattr",
    "help(",
    "memoryview",
    "super",
    "GeneratorExit",
    "StopAsync",
    "ExceptionGroup",
    "set(",
];

/// Whether a program could need lowering.
pub fn may_need(source: &str) -> bool {
    WORDS.iter().any(|word| source.contains(word))
        || has_method_value(source)
        || has_set_display(source)
        || has_identity(source)
}

/// Whether two values may be compared by `is` of which neither is a literal such as `None`.
fn has_identity(source: &str) -> bool {
    source.split(" is ").skip(1).any(|rest| {
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("not ").map_or(rest, str::trim_start);
        !["None", "True", "False", "..."]
            .iter()
            .any(|constant| rest.starts_with(constant))
    })
}

/// Whether a brace may begin the display of a set: its first item is not followed by a colon.
fn has_set_display(source: &str) -> bool {
    source.split('{').skip(1).any(|rest| {
        let end = rest.find([':', ',', '}', '\n', '*']);
        let Some(end) = end else { return false };
        !rest[..end].trim().is_empty() && !rest[end..].starts_with(':')
    })
}

/// Whether a name after a dot is not called directly, stored or followed by another access.
fn has_method_value(source: &str) -> bool {
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(found) = source[at..].find('.') {
        let mut end = at + found + 1;
        while bytes
            .get(end)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        {
            end += 1;
        }
        let is_name = bytes
            .get(at + found + 1)
            .is_some_and(u8::is_ascii_alphabetic);
        if is_name && bytes.get(end) != Some(&b'(') {
            return true;
        }
        at += found + 1;
    }
    false
}
