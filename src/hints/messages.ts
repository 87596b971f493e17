import { NOT_AWAITED } from './advice.js'

/** A hint for an error whose message alone is no help. */
interface MessageHint {
  /** The exception, `undefined` for any. */
  readonly typeName?: string
  /** Matches the message of the error, or of the type checker's finding. */
  readonly pattern: RegExp
  /** Matches the line, or the whole program for syntax errors. */
  readonly line?: RegExp
  readonly hint: string
}

const END_HERE =
  'A program cannot be ended early: put what follows into if/else, or everything into a function that returns.'
const NO_FILES = 'The host provides no such file, and there is no disk.'

const MESSAGE_HINTS: readonly MessageHint[] = [
  {
    typeName: 'TypeError',
    pattern: /'(\w+)' object is not an iterator/,
    hint: 'Make an iterator first: it = iter(xs), then next(it). A generator expression gives a list here.',
  },
  {
    pattern: /'coroutine'|`CoroutineType\[|is a coroutine that was never awaited/,
    hint: NOT_AWAITED,
  },
  {
    pattern: /external function '\w+' cannot suspend in this synchronous context/,
    hint: 'map(), filter(), key= and the like cannot call functions of the host: call them in a comprehension, as in await asyncio.gather(*[f(x) for x in xs]).',
  },
  {
    pattern: /callable replacement is not yet supported in re\.sub/,
    hint: `Go through the matches and put the text together:
  parts, end = [], 0
  for m in re.finditer(pattern, text):
      parts.append(text[end:m.start()] + change(m))
      end = m.end()
  result = "".join(parts) + text[end:]`,
  },
  {
    pattern: /'typing\._SpecialForm' object is not callable/,
    hint: 'Leave TypeVar and the like out: def first(xs): needs no annotations, and def first[T](xs: list[T]) -> T: works.',
  },
  {
    pattern: /'typing\._SpecialForm' object is not subscriptable/,
    hint: 'Write list[int], dict[str, int] and tuple[int, str] in small letters, and leave out aliases such as Callable[[int], str]: no annotation is needed.',
  },
  {
    pattern: /^(?:set|frozenset)\.\w+\(\) takes exactly one argument/,
    hint: `It takes one set at a time:
  everything = set()
  for one in sets:
      everything |= one   # &= with what they have in common`,
  },
  {
    pattern: /cannot convert '(list|tuple)' object to bytes/,
    hint: 'bytes() takes no list here: bytes.fromhex("".join(f"{n:02x}" for n in numbers))',
  },
  {
    pattern: /'float' object cannot be interpreted as an integer/,
    line: /\btimedelta\(/,
    hint: 'timedelta takes whole numbers here: timedelta(milliseconds=round(seconds * 1000))',
  },
  {
    pattern: /for [*/]: 'datetime\.timedelta' and 'float'/,
    hint: 'Go by seconds: timedelta(milliseconds=round(pause.total_seconds() * factor * 1000))',
  },
  {
    pattern: /JSONEncoder.*'(default|cls)'|is not JSON serializable/,
    hint: 'Convert values first that JSON does not have, such as dates: {"day": day.isoformat()}. The result of the program may hold dates as they are.',
  },
  {
    pattern: /dataclass\(\) does not yet support the (order|slots|kw_only|init|repr|eq) option/,
    hint: 'Leave that option out. To sort, give a key: sorted(items, key=lambda item: item.price)',
  },
  {
    typeName: 'TypeError',
    pattern: /^object of type '[A-Z]\w*' has no len\(\)/,
    hint: 'len() does not call __len__ of classes here. Write a method such as size(), or len() of a list inside.',
  },
  {
    typeName: 'TypeError',
    pattern: /^'[<>]=?' not supported between instances of '([A-Z]\w*)' and '\1'/,
    hint: 'Instances of classes cannot be compared here. Give a key: sorted(items, key=lambda item: item.price)',
  },
  {
    pattern: /relative import/,
    hint: 'There are no files to import from: everything goes into one program.',
  },
  {
    pattern:
      /'NoneType'|on `None` in union|object of type `None`|(of type|found|and) `[^`]* \| None`/,
    hint: 'The value may be None, as re.match gives when nothing matches: test for it first, if m is not None: ...',
  },
  {
    pattern: /'dict' object has no attribute|of type `dict\[.*has no attribute/,
    hint: 'Fields of a dict are read in brackets: row["name"], or row.get("name") where it may be missing.',
  },
  {
    pattern: /^(list )?index out of range|list index out of range/,
    line: /\bsys\.argv\b/,
    hint: 'There is no command line: values come as inputs and from tools.',
  },
  {
    typeName: 'KeyError',
    pattern: /./,
    line: /\bos\.environ\b/,
    hint: 'The host gives no such environment variable. os.getenv("NAME", "default") does without.',
  },
  {
    typeName: 'PermissionError',
    pattern: /Permission denied: '\//,
    hint: `${NO_FILES} Data comes as inputs and from tools; return what is to be kept.`,
  },
  { typeName: 'FileNotFoundError', pattern: /./, hint: NO_FILES },
  {
    pattern: /['`](null|undefined|nil)['`]/,
    hint: 'Python says None.',
  },
  {
    pattern: /['`](true|false)['`]/,
    hint: 'Python says True and False.',
  },
  {
    pattern: /['`](exit|quit|sys\.exit)['`]/,
    hint: END_HERE,
  },
  { pattern: /SystemExit|exceptions can only be called/, line: /\bSystemExit\b/, hint: END_HERE },
  {
    typeName: 'SyntaxError',
    pattern: /'(eval|exec)' is not available/,
    hint: 'Write the code itself. Data is read with json.loads.',
  },
  {
    typeName: 'SyntaxError',
    pattern: /./,
    line: /^[ \t]*(```|~~~)/m,
    hint: 'Give the program alone, without fences such as ```python around it.',
  },
  {
    typeName: 'SyntaxError',
    pattern: /./,
    line: /^[ \t]*[!%][ \t]*[a-z]/m,
    hint: 'There is no shell and nothing can be installed: leave out lines that begin with ! or %.',
  },
  {
    typeName: 'SyntaxError',
    pattern: /./,
    line: /[\u2018\u2019\u201c\u201d]/,
    hint: 'Write straight quotes, \' or ".',
  },
  {
    typeName: 'SyntaxError',
    pattern: /./,
    line: /^[ \t]*(const|let|var|function)[ \t]+\w|=>\s*[{(\w]|\bconsole\.log\(/m,
    hint: 'The program must be Python, not JavaScript.',
  },
  {
    typeName: 'SyntaxError',
    pattern: /separated by newlines/,
    line: /^[ \t]*print[ \t]+["'\w]/m,
    hint: 'print is a function: print("hello")',
  },
  {
    typeName: 'SyntaxError',
    pattern: /indent/i,
    hint: 'Indent the lines of a block alike, by four spaces and no tabs.',
  },
  {
    typeName: 'SyntaxError',
    pattern: /unexpected EOF|missing closing quote|unterminated/i,
    hint: 'A bracket or a quote is left open.',
  },
]

/** The hint for a message and its place. */
export function messageHint(typeName: string, message: string, place: string): string | undefined {
  return MESSAGE_HINTS.find(
    (one) =>
      (one.typeName === undefined || one.typeName === typeName) &&
      one.pattern.test(message) &&
      (one.line === undefined || one.line.test(place)),
  )?.hint
}
