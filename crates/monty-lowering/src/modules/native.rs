//! Modules that the machine has.

/// The machine's own modules.
const NATIVE: &[&str] = &[
    "asyncio",
    "base64",
    "binascii",
    "bisect",
    "collections",
    "copy",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "functools",
    "hashlib",
    "itertools",
    "json",
    "math",
    "os",
    "os.path",
    "pathlib",
    "posixpath",
    "random",
    "re",
    "sys",
    "time",
    "tomllib",
    "typing",
    "unicodedata",
];

/// Whether the machine has a module of this name.
pub fn is_native(name: &str) -> bool {
    NATIVE.contains(&name)
}
