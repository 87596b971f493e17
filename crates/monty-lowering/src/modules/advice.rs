//! Modules that the machine has, and what to do without those that are nowhere.

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

const NETWORK: &str = "there is no network here: call one of the host's tools for data from outside";
const TABLES: &str = "keep rows as lists of dicts, and use comprehensions, sorted(), sum(), statistics and collections";
const NO_THREADS: &str = "there are no threads or processes here: run calls side by side with asyncio (gather, create_task, Semaphore, to_thread)";
const NO_PICTURES: &str = "nothing can be drawn here: return the numbers";
const NO_MODELS: &str = "no model can be asked from here: call one of the host's tools";
const NO_DATABASE: &str = "there is no database here: call one of the host's tools, or keep rows as lists of dicts";
const NO_TERMINAL: &str = "there is no terminal here: use print()";
const NO_NATIVE: &str = "there is no native code here";
const NO_COMMAND_LINE: &str = "there is no command line here: values come as inputs of the program";
const NO_PACKAGES: &str = "nothing can be installed or loaded by name here: import modules at the top";
const NO_COMPRESSION: &str = "there is no compression here: let one of the host's tools do it";

/// First names of modules, and what to write instead.
const ABSENT: &[(&str, &str)] = &[
    ("requests", NETWORK),
    ("httpx", NETWORK),
    ("aiohttp", NETWORK),
    ("urllib3", NETWORK),
    ("http", NETWORK),
    ("socket", NETWORK),
    ("socketserver", NETWORK),
    ("ssl", NETWORK),
    ("ftplib", NETWORK),
    ("smtplib", NETWORK),
    ("imaplib", NETWORK),
    ("poplib", NETWORK),
    ("telnetlib", NETWORK),
    ("websockets", NETWORK),
    ("boto3", NETWORK),
    ("urllib.request", NETWORK),
    ("urllib.error", NETWORK),
    ("urllib.robotparser", NETWORK),
    ("numpy", TABLES),
    ("pandas", TABLES),
    ("polars", TABLES),
    ("scipy", TABLES),
    ("sklearn", TABLES),
    ("openpyxl", TABLES),
    ("matplotlib", NO_PICTURES),
    ("seaborn", NO_PICTURES),
    ("plotly", NO_PICTURES),
    ("PIL", NO_PICTURES),
    ("tkinter", NO_PICTURES),
    ("openai", NO_MODELS),
    ("anthropic", NO_MODELS),
    ("transformers", NO_MODELS),
    ("torch", NO_MODELS),
    ("sqlite3", NO_DATABASE),
    ("sqlalchemy", NO_DATABASE),
    ("psycopg2", NO_DATABASE),
    ("pymongo", NO_DATABASE),
    ("redis", NO_DATABASE),
    ("dbm", NO_DATABASE),
    ("shelve", NO_DATABASE),
    ("threading", NO_THREADS),
    ("multiprocessing", NO_THREADS),
    ("concurrent", NO_THREADS),
    ("sched", NO_THREADS),
    ("selectors", NO_THREADS),
    ("contextvars", "pass the value as an argument, or keep it in an object"),
    ("subprocess", "no programs can be run here: call one of the host's tools"),
    ("signal", "there are no signals here"),
    ("pickle", "use json; copy.deepcopy copies objects"),
    ("marshal", "use json"),
    ("argparse", NO_COMMAND_LINE),
    ("getopt", NO_COMMAND_LINE),
    ("optparse", NO_COMMAND_LINE),
    ("click", NO_COMMAND_LINE),
    ("typer", NO_COMMAND_LINE),
    ("curses", NO_TERMINAL),
    ("readline", NO_TERMINAL),
    ("getpass", NO_TERMINAL),
    ("rich", NO_TERMINAL),
    ("colorama", NO_TERMINAL),
    ("termcolor", NO_TERMINAL),
    ("tqdm", "loop without it: nobody watches"),
    ("tabulate", "print rows with f-strings, as in print(f\"{name:<12} {total:8.2f}\")"),
    ("yaml", "use json, or split the lines"),
    ("dotenv", "settings come as inputs; os.getenv reads what the host gives"),
    ("dateutil", "use datetime: fromisoformat, strptime, timedelta"),
    ("pytz", "use zoneinfo.ZoneInfo, or datetime.timezone(timedelta(hours=...))"),
    ("bs4", "use re, html or string methods; a tool may give the text of a page"),
    ("lxml", "use re, xml.etree.ElementTree or string methods"),
    ("pydantic", "use dataclasses or dicts, and check values yourself"),
    ("attr", "use dataclasses"),
    ("attrs", "use dataclasses"),
    ("zlib", NO_COMPRESSION),
    ("gzip", NO_COMPRESSION),
    ("bz2", NO_COMPRESSION),
    ("lzma", NO_COMPRESSION),
    ("zipfile", NO_COMPRESSION),
    ("tarfile", NO_COMPRESSION),
    ("ctypes", NO_NATIVE),
    ("cffi", NO_NATIVE),
    ("mmap", NO_NATIVE),
    ("importlib", NO_PACKAGES),
    ("pkgutil", NO_PACKAGES),
    ("pkg_resources", NO_PACKAGES),
    ("pip", NO_PACKAGES),
    ("setuptools", NO_PACKAGES),
    ("gc", "memory is freed by itself"),
    ("weakref", "keep the objects in a dict or a list"),
    ("email", "split the text yourself, or call one of the host's tools"),
    ("configparser", "use tomllib or json, or split the lines"),
    ("locale", "format numbers with f-strings, as in f\"{total:,.2f}\""),
    ("ast", "code cannot be looked into here; json.loads reads data"),
    ("dis", "code cannot be looked into here"),
    ("tokenize", "code cannot be looked into here"),
    ("code", "code cannot be run from text here: write it out"),
    ("pdb", "there is no debugger here: use print()"),
    ("cProfile", "use time.perf_counter()"),
    ("tracemalloc", "memory is not measured here"),
    ("resource", "limits are the host's"),
    ("pytest", "use assert"),
    ("atexit", "use try/finally"),
];

/// Whether the machine has a module of this name.
pub fn is_native(name: &str) -> bool {
    NATIVE.contains(&name)
}

/// What to do without a module that is not there.
pub fn advice(name: &str) -> Option<&'static str> {
    if super::is_of_ours(name) {
        return None;
    }
    let first = name.split('.').next().unwrap_or(name);
    ABSENT
        .iter()
        .find(|(absent, _)| *absent == name || *absent == first)
        .map(|(_, advice)| *advice)
}
