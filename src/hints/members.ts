const NO_PROCESSES = 'No programs can be run. Call one of the tools.'
const PLAIN_FUNCTION = 'Leave the decorator out.'
const GATHER = 'Start the calls together: a, b = await asyncio.gather(f(), g())'
const PATHS = 'Use pathlib.Path: its name, stem, suffix and parent need no file.'
const FROM_EPOCH =
  'Add to the epoch: datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(stamp))'
const NO_STREAMS = 'Use print().'

/** Substitutes for missing parts of modules. */
export const MEMBER_SUBSTITUTES: Readonly<Record<string, string>> = {
  'asyncio.create_task': GATHER,
  'asyncio.ensure_future': GATHER,
  'asyncio.Task': GATHER,
  'asyncio.Future': GATHER,
  'asyncio.shield': 'Await the call itself.',
  'asyncio.TimeoutError': 'Use TimeoutError, without asyncio.',
  'asyncio.CancelledError': 'Leave it out: calls are not cancelled one by one.',
  'asyncio.iscoroutinefunction': 'Functions declared with async def must be awaited, others not.',
  'asyncio.iscoroutine': 'Functions declared with async def must be awaited, others not.',
  'asyncio.PriorityQueue': 'Use a list and bisect.insort.',
  'asyncio.BoundedSemaphore': 'The host limits how many calls run at once: use asyncio.gather.',
  'asyncio.get_running_loop': 'Use await at the top level.',
  'asyncio.new_event_loop': 'Use await at the top level.',
  'asyncio.wait_for': 'Await the call itself; the host limits how long a run may take.',
  'asyncio.wait': 'Use await asyncio.gather(...).',
  'asyncio.as_completed': 'Use await asyncio.gather(...) and go through the list.',
  'asyncio.TaskGroup': 'Use await asyncio.gather(...).',
  'asyncio.Semaphore': 'The host limits how many calls run at once: use asyncio.gather.',
  'asyncio.Queue': 'Use a list and asyncio.gather.',
  'asyncio.Lock': 'Tasks only change over at an await: no lock is needed.',
  'asyncio.Event': 'Await the function that produces what you wait for.',
  'asyncio.timeout': 'The host limits how long a run may take.',
  'asyncio.to_thread': 'Call the function itself.',
  'asyncio.get_event_loop': 'Use await at the top level.',
  'collections.OrderedDict': 'A dict keeps its order.',
  'collections.ChainMap': 'Merge dicts: {**defaults, **given}',
  'collections.UserDict': 'Use a dict.',
  'dataclasses.asdict': 'Write the dict: {"x": point.x, "y": point.y}',
  'dataclasses.fields': 'Name the fields: (point.x, point.y)',
  'dataclasses.KW_ONLY': 'Leave it out: arguments may be given by name anyway.',
  'datetime.UTC': 'Use datetime.timezone.utc.',
  'json.JSONEncoder': 'Convert values first that JSON does not have: {"day": day.isoformat()}',
  'pathlib.PurePath': PATHS,
  'pathlib.PurePosixPath': PATHS,
  'pathlib.PosixPath': PATHS,
  'random.SystemRandom': 'Use the functions of random.',
  're.subn': 'Count first: n = len(re.findall(pattern, text)), then re.sub(pattern, new, text).',
  'unicodedata.east_asian_width':
    'Go by the code point: 2 if 0x1100 <= ord(c) <= 0x115F or 0x2E80 <= ord(c) <= 0xFF60 else 1',
  'collections.abc': 'Leave such annotations out; test with isinstance(x, (list, tuple, dict)).',
  'dataclasses.astuple': 'Write the tuple: (point.x, point.y)',
  'dataclasses.replace': 'Make a new one: Point(x=1, y=point.y)',
  'functools.singledispatch': 'Use if isinstance(...).',
  'functools.wraps': `${PLAIN_FUNCTION} The inner function works without it.`,
  'functools.total_ordering': 'Sort with a key: sorted(items, key=lambda item: item.price)',
  'functools.cached_property': 'Compute it in __init__, or in an ordinary method.',
  'functools.cmp_to_key':
    'Write a key instead of a comparison: sorted(rows, key=lambda row: (-row["total"], row["name"]))',
  'os.system': NO_PROCESSES,
  'os.popen': NO_PROCESSES,
  'os.getcwd': 'There is no working directory that matters: write whole paths.',
  'os.walk': 'Go through pathlib.Path("/data").iterdir().',
  'os.cpu_count': 'There is one thread.',
  're.VERBOSE': 'Write the pattern without blanks and comments, or begin it with (?x).',
  're.X': 'Write the pattern without blanks and comments, or begin it with (?x).',
  're.template': 'Use re.compile.',
  'sys.exit':
    'A program cannot be ended early: put what follows into if/else, or everything into a function that returns.',
  'sys.stdin': 'Nobody can be asked: values come as inputs and from tools.',
  'sys.getsizeof': 'Sizes of objects are not known here.',
  'sys.setrecursionlimit': 'The host limits how deep calls may go.',
  'time.localtime': 'Use datetime.datetime.now().',
  'typing.NamedTuple': 'Use collections.namedtuple or a dataclass.',
  'typing.TypedDict': 'Use a plain dict.',
  'typing.cast': 'Use the value as it is.',
  'typing.NewType': 'Use the type itself: UserId = int',
  'typing.Protocol': 'Classes have no bases here, and need none.',
}

/** Substitutes for missing methods and attributes, by the type, or by `*` for any. */
const ATTRIBUTE_SUBSTITUTES: Readonly<Record<string, string>> = {
  'datetime.date.isocalendar': 'day.strftime("%G") is the year, int(day.strftime("%V")) the week.',
  'datetime.datetime.isocalendar':
    'day.strftime("%G") is the year, int(day.strftime("%V")) the week.',
  'str.maketrans':
    'Replace character by character: "".join(table.get(c, c) for c in text), with table a dict.',
  'str.translate':
    'Replace character by character: "".join(table.get(c, c) for c in text), with table a dict.',
  'int.bit_length': 'len(bin(n)) - 2 is the bit length of a positive n.',
  'int.to_bytes': 'Write it in hexadecimal: bytes.fromhex(f"{n:04x}")',
  'int.from_bytes': 'Read it as hexadecimal: int(data.hex(), 16)',
  'int.bit_count': 'Count in binary: bin(n).count("1")',
  'int.real': 'Use the number itself.',
  'float.is_integer': 'Compare: x == int(x)',
  'str.format_map': 'Use format: text.format(**values)',
  'range.index': 'Compute it: (value - start) // step',
  'datetime.datetime.fromtimestamp': FROM_EPOCH,
  'datetime.datetime.utcfromtimestamp': FROM_EPOCH,
  'datetime.date.fromtimestamp': FROM_EPOCH,
  'datetime.date.toordinal': 'Count the days: (day - date(1, 1, 1)).days + 1',
  'datetime.datetime.toordinal': 'Count the days: (day.date() - date(1, 1, 1)).days + 1',
  'datetime.date.fromordinal': 'Add the days: date(1, 1, 1) + timedelta(days=number - 1)',
  'datetime.date.fromisocalendar':
    'Begin with the week of 4 January: first = date(year, 1, 4); first + timedelta(weeks=week - 1, days=weekday - first.isoweekday())',
  'datetime.date.timetuple': 'Use the fields, and int(day.strftime("%j")) for the day of the year.',
  'datetime.datetime.timetuple':
    'Use the fields, and int(day.strftime("%j")) for the day of the year.',
  'datetime.date.ctime': 'Use day.strftime("%a %b %d %Y").',
  're.Match.expand': 'Build the text from the groups: f"{m.group(1)}!"',
  '_io.TextIOWrapper.write': NO_STREAMS,
  '_io.TextIOWrapper.flush': NO_STREAMS,
  'datetime.datetime.utcnow': 'Use datetime.now(timezone.utc).',
  '*.length': 'Use len(x).',
  '*.push': 'Use x.append(item).',
  '*.includes': 'Use item in x.',
  '*.contains': 'Use item in x.',
  '*.toLowerCase': 'Use x.lower().',
  '*.toUpperCase': 'Use x.upper().',
  '*.trim': 'Use x.strip().',
  '*.map': 'Use a comprehension: [f(item) for item in items]',
  '*.filter': 'Use a comprehension: [item for item in items if ...]',
  '*.forEach': 'Use a for loop.',
  '*.toString': 'Use str(x).',
  '*.toFixed': 'Use an f-string: f"{x:.2f}"',
  'dict.has_key': 'Use key in d.',
  'dict.iteritems': 'Use d.items().',
  '*.__dict__': 'Name the attributes: {"x": item.x, "y": item.y}',
  '*.__cause__': 'Keep the first error in a variable.',
  '*.__context__': 'Keep the first error in a variable.',
  '*.__traceback__': 'Print the exception: print(type(error).__name__, error)',
  '*.__name__': 'Write the name out.',
  '*.__class__': 'Use type(x).',
  '*.__doc__': 'Write the text out.',
  '*.send': 'Use a list and an index: there are no generators.',
  '*.close': 'Nothing has to be closed.',
}

/** The substitute for an attribute of values of a type. */
export function attributeSubstitute(typeName: string, attribute: string): string | undefined {
  return (
    ATTRIBUTE_SUBSTITUTES[`${typeName}.${attribute}`] ??
    ATTRIBUTE_SUBSTITUTES[`datetime.${typeName}.${attribute}`] ??
    ATTRIBUTE_SUBSTITUTES[`*.${attribute}`]
  )
}
