//! The files of modules, in the order in which their pieces must be defined.

/// Name and text.
const FILES: &[(&str, &str)] = &[
    ("heapq", include_str!("../python/modules/heapq.py")),
    ("bisect", include_str!("../python/modules/bisect.py")),
    ("string", include_str!("../python/modules/string.py")),
    ("operator", include_str!("../python/modules/operator.py")),
    ("types", include_str!("../python/modules/types.py")),
    (
        "collections",
        include_str!("../python/modules/collections.py"),
    ),
    ("textwrap", include_str!("../python/modules/textwrap.py")),
    ("datetime", include_str!("../python/modules/datetime.py")),
    ("zoneinfo", include_str!("../python/modules/zoneinfo.py")),
    ("io", include_str!("../python/modules/io.py")),
    ("calendar", include_str!("../python/modules/calendar.py")),
    ("shlex", include_str!("../python/modules/shlex.py")),
    ("uuid", include_str!("../python/modules/uuid.py")),
    (
        "statistics",
        include_str!("../python/modules/statistics.py"),
    ),
    (
        "urllib.parse",
        include_str!("../python/modules/urllib_parse.py"),
    ),
    ("pprint", include_str!("../python/modules/pprint.py")),
    ("traceback", include_str!("../python/modules/traceback.py")),
    ("json", include_str!("../python/modules/json.py")),
    ("functools", include_str!("../python/modules/functools.py")),
    (
        "contextlib",
        include_str!("../python/modules/contextlib.py"),
    ),
    ("abc", include_str!("../python/modules/abc.py")),
    ("enum", include_str!("../python/modules/enum.py")),
    ("html", include_str!("../python/modules/html.py")),
    (
        "html.parser",
        include_str!("../python/modules/html_parser.py"),
    ),
    ("struct", include_str!("../python/modules/struct.py")),
    (
        "xml.etree.ElementTree",
        include_str!("../python/modules/xml_etree_ElementTree.py"),
    ),
    ("zlib", include_str!("../python/modules/zlib.py")),
    ("secrets", include_str!("../python/modules/secrets.py")),
    ("hmac", include_str!("../python/modules/hmac.py")),
    ("fnmatch", include_str!("../python/modules/fnmatch.py")),
    ("graphlib", include_str!("../python/modules/graphlib.py")),
    ("fractions", include_str!("../python/modules/fractions.py")),
    ("queue", include_str!("../python/modules/queue.py")),
    ("logging", include_str!("../python/modules/logging.py")),
    ("difflib", include_str!("../python/modules/difflib.py")),
    (
        "collections.abc",
        include_str!("../python/modules/collections_abc.py"),
    ),
    ("numbers", include_str!("../python/modules/numbers.py")),
    ("sys", include_str!("../python/modules/sys.py")),
    ("warnings", include_str!("../python/modules/warnings.py")),
    (
        "concurrent.futures",
        include_str!("../python/modules/concurrent_futures.py"),
    ),
    ("timeit", include_str!("../python/modules/timeit.py")),
    ("gzip", include_str!("../python/modules/gzip.py")),
    ("ast", include_str!("../python/modules/ast.py")),
    ("typing", include_str!("../python/modules/typing.py")),
    ("re", include_str!("../python/modules/re.py")),
    ("math", include_str!("../python/modules/math.py")),
    ("inspect", include_str!("../python/modules/inspect.py")),
    ("cmath", include_str!("../python/modules/cmath.py")),
    ("keyword", include_str!("../python/modules/keyword.py")),
    ("reprlib", include_str!("../python/modules/reprlib.py")),
    ("array", include_str!("../python/modules/array.py")),
    ("ipaddress", include_str!("../python/modules/ipaddress.py")),
];

pub fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}
