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

/// Names that `from module import *` binds of the machine's own modules.
const STAR: &[(&str, &str)] = &[
    (
        "itertools",
        "accumulate chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby \
         islice pairwise permutations product repeat starmap takewhile tee zip_longest",
    ),
    (
        "random",
        "Random betavariate choice choices expovariate gammavariate gauss getrandbits getstate lognormvariate \
         normalvariate paretovariate randbytes randint random randrange sample seed setstate shuffle triangular uniform \
         vonmisesvariate weibullvariate",
    ),
    (
        "time",
        "altzone asctime ctime daylight gmtime localtime mktime monotonic monotonic_ns perf_counter perf_counter_ns \
         process_time process_time_ns sleep strftime strptime thread_time thread_time_ns time time_ns timezone tzname",
    ),
    ("copy", "copy deepcopy"),
    (
        "decimal",
        "BasicContext Clamped Context ConversionSyntax Decimal DecimalException DecimalTuple DefaultContext \
         DivisionByZero DivisionImpossible DivisionUndefined ExtendedContext FloatOperation HAVE_CONTEXTVAR HAVE_THREADS \
         Inexact InvalidContext InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP ROUND_CEILING \
         ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Subnormal Underflow \
         getcontext localcontext setcontext",
    ),
    (
        "dataclasses",
        "FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple dataclass field fields is_dataclass replace",
    ),
    (
        "base64",
        "a85decode a85encode b16decode b16encode b32decode b32encode b32hexdecode b32hexencode b64decode b64encode \
         b85decode b85encode decodebytes encodebytes standard_b64decode standard_b64encode urlsafe_b64decode \
         urlsafe_b64encode",
    ),
    (
        "hashlib",
        "algorithms_available algorithms_guaranteed blake2b blake2s md5 new pbkdf2_hmac sha1 sha224 sha256 sha384 \
         sha3_224 sha3_256 sha3_384 sha3_512 sha512 shake_128 shake_256",
    ),
];

/// The names that `from name import *` binds, for a module of the machine.
pub fn star(name: &str) -> impl Iterator<Item = &'static str> {
    let known = STAR.iter().find(|(module, _)| *module == name);
    known
        .into_iter()
        .flat_map(|(_, members)| members.split_ascii_whitespace())
}

/// Whether the machine has a module of this name.
pub fn is_native(name: &str) -> bool {
    NATIVE.contains(&name)
}
