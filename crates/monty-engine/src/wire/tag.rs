//! The first byte of every value.

macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $($(#[$doc])* pub const $name: u8 = $value;)*
        /// Every tag by name, for the test that compares TypeScript's table with this one.
        pub const ALL: &[(&str, u8)] = &[$((stringify!($name), $value)),*];
    };
}

tags! {
    /// `None`
    NONE = 0;
    /// `False`
    FALSE = 1;
    /// `True`
    TRUE = 2;
    /// i32
    INT32 = 3;
    /// f64 holding an integer within +-(2^53 - 1)
    SAFE_INT = 4;
    /// sign byte (1 when negative), varint length, magnitude bytes
    BIGINT = 5;
    /// f64
    FLOAT = 6;
    /// text
    STR = 7;
    /// varint length, bytes
    BYTES = 8;
    /// varint count, items
    LIST = 9;
    /// varint count, items
    TUPLE = 10;
    /// varint count, (key, value) pairs
    DICT = 11;
    /// varint count, (name, value) pairs; a name is varint 0 and a text the first time, then 1 + its index
    RECORD = 12;
    /// varint count, items
    SET = 13;
    /// varint count, items
    FROZENSET = 14;
    /// type name, varint count, field names, values
    NAMEDTUPLE = 15;
    /// i32 year, u8 month, u8 day
    DATE = 16;
    /// date, time fields as TIME without fold
    DATETIME = 17;
    /// u8 hour, minute, second, fold; u32 microsecond; optional offset
    TIME = 18;
    /// i32 days, seconds, microseconds
    TIMEDELTA = 19;
    /// i32 offset seconds, optional name
    TIMEZONE = 20;
    /// text
    DECIMAL = 21;
    /// f64, f64
    COMPLEX = 22;
    /// text
    PATH = 23;
    /// `...`
    ELLIPSIS = 24;
    /// `NotImplemented`
    NOT_IMPLEMENTED = 25;
    /// type name, optional message
    EXCEPTION = 26;
    /// name
    TYPE = 27;
    /// name
    BUILTIN = 28;
    /// name, optional docstring
    FUNCTION = 29;
    /// text; to the host only
    REPR = 30;
    /// the placeholder; to the host only
    CYCLE = 31;
    /// name, 16 bytes of identity, flags (1 host-defined, 2 dataclass), attributes as DICT
    CLASS = 32;
    /// 16 bytes of identity, the class as a value, attributes as DICT
    INSTANCE = 33;
    /// name, 16 bytes of identity, attributes as DICT
    MODULE = 34;
    /// path, mode, f64 position
    FILE = 35;
    /// the value that follows can be referenced; to the host only
    DEFINE = 36;
    /// varint index among the defined values (to the host) or the containers (to the engine)
    REFERENCE = 37;
    /// text holding a whole value as JSON; to the host only
    JSON = 38;
    /// varint count, f64 items of a list of floats; to the engine only
    FLOATS = 39;
    /// varint count, f64 items of a list of integers; to the engine only
    INTS = 40;
}
