/**
 * The members of types, by their names in Python. Tests confirm each with the checker; members of
 * modules are verified by the interpreter, name by name, during completion.
 */
export const TYPE_MEMBERS: Readonly<Record<string, string>> = {
  str: 'capitalize casefold center count encode endswith expandtabs find format index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  bytes: 'count decode endswith find fromhex hex index join replace rfind split startswith strip',
  list: 'append clear copy count extend index insert pop remove reverse sort',
  tuple: 'count index',
  dict: 'clear copy fromkeys get items keys pop popitem setdefault update values',
  set: 'add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove symmetric_difference symmetric_difference_update union update',
  frozenset:
    'copy difference intersection isdisjoint issubset issuperset symmetric_difference union',
  int: 'bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes',
  float: 'as_integer_ratio conjugate fromhex hex imag is_integer real',
  datetime:
    'astimezone combine date day fold fromisoformat fromtimestamp hour isoformat isocalendar isoweekday microsecond minute month now replace second strftime strptime time timestamp tzinfo weekday year',
  date: 'day fromisoformat isocalendar isoformat isoweekday month replace strftime today weekday year',
  timedelta: 'days microseconds seconds total_seconds',
  PosixPath:
    'exists glob is_absolute is_dir is_file iterdir joinpath mkdir name parent parents parts read_bytes read_text relative_to rename rglob rmdir stat stem suffix suffixes unlink with_name with_stem with_suffix write_bytes write_text',
}

/** Possible members of Python's modules. */
export const MODULE_MEMBERS: Readonly<Record<string, string>> = {
  asyncio:
    'Condition Event Future Lock Queue Semaphore TaskGroup all_tasks as_completed create_task current_task ensure_future gather iscoroutine run shield sleep timeout to_thread wait wait_for CancelledError TimeoutError',
  base64:
    'b16decode b16encode b32decode b32encode b64decode b64encode urlsafe_b64decode urlsafe_b64encode',
  bisect: 'bisect bisect_left bisect_right insort insort_left insort_right',
  calendar: 'isleap month_abbr month_name monthrange day_abbr day_name timegm weekday',
  collections: 'ChainMap Counter OrderedDict UserDict defaultdict deque namedtuple',
  copy: 'copy deepcopy replace',
  csv: 'DictReader DictWriter reader writer QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC',
  dataclasses: 'KW_ONLY InitVar asdict astuple dataclass field fields is_dataclass replace',
  datetime: 'UTC date datetime time timedelta timezone tzinfo',
  decimal: 'Decimal ROUND_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP getcontext localcontext',
  enum: 'Enum Flag IntEnum IntFlag StrEnum auto unique',
  fractions: 'Fraction',
  functools:
    'cache cached_property cmp_to_key lru_cache partial reduce singledispatch total_ordering wraps',
  hashlib: 'blake2b md5 sha1 sha224 sha256 sha384 sha512',
  heapq: 'heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest',
  html: 'escape unescape',
  io: 'BytesIO StringIO',
  itertools:
    'accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest',
  json: 'JSONDecodeError JSONEncoder dump dumps load loads',
  math: 'acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan tanh tau trunc ulp',
  operator:
    'add and_ attrgetter concat contains eq floordiv ge getitem gt itemgetter le lt methodcaller mod mul ne neg not_ or_ sub truediv xor',
  os: 'environ getenv listdir makedirs mkdir path remove rename rmdir stat unlink getcwd sep',
  pathlib: 'Path PurePath PurePosixPath',
  random:
    'Random betavariate choice choices expovariate gauss getrandbits normalvariate randint random randrange sample seed shuffle triangular uniform',
  re: 'DOTALL I IGNORECASE M MULTILINE S VERBOSE X compile escape findall finditer fullmatch match search split sub subn',
  secrets: 'choice randbelow token_bytes token_hex token_urlsafe',
  statistics:
    'correlation fmean geometric_mean harmonic_mean linear_regression mean median median_high median_low mode multimode pstdev pvariance quantiles stdev variance',
  string:
    'Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable punctuation whitespace',
  sys: 'argv exit maxsize platform stderr stdout version version_info',
  textwrap: 'dedent fill indent shorten wrap',
  time: 'gmtime localtime monotonic perf_counter sleep strftime time time_ns',
  typing:
    'Any Callable ClassVar Generic Iterable Iterator Literal NamedTuple NewType Optional Protocol Sequence TypeVar TypedDict Union cast',
  uuid: 'UUID uuid1 uuid3 uuid4 uuid5 NAMESPACE_DNS NAMESPACE_URL',
}
