import { mayBeKey } from './shapes.js'
import { keyConflict } from './shapes.js'
import { isIterableForList } from './shapes.js'
import { isNoneForOptional } from './optional.js'
import type { Diagnostic } from '../errors.js'
import { CheckedProgram, isOtherContent } from './program.js'
import { alternatives, conflict, generic, isMixture, mayBeNone, mayFit, quoted } from './shapes.js'

/**
 * Selects the findings to report. The host's declarations are certain, and a program that contradicts them is
 * wrong. But many findings rest on guesses: the types of dict literals and of their values are inferred as
 * unions, such as `str | int`; those of lists from their initial contents; and `None` from what Python's
 * functions may return. A finding that rests on such a guess is not reported: the code is likely to be right,
 * and if it is not, Python will raise an exception.
 */
export function reportable(
  findings: readonly Diagnostic[],
  code: string,
  stubs: string,
  earlier = '',
): boolean[] {
  const classes = typedDicts(stubs)
  const isDeclared = [code, stubs, earlier].some((text) => text.includes('LiteralString'))
  const examined = findings
    .slice(0, MAX_FINDINGS)
    .map((finding) => (isDeclared ? finding : withPlainTexts(finding)))
  const program = new CheckedProgram({ code, earlier, stubs, findings: examined })
  return findings.map(
    (_, index) =>
      index < MAX_FINDINGS &&
      isCertain({ finding: examined[index]!, findings: examined, classes, program, stubs }),
  )
}

/**
 * Values made of literals, such as the words of `"a b".split()`, are a `LiteralString` to the checker, even
 * where any `str` is accepted. Only the program itself could require one, and few do.
 */
const withPlainTexts = (finding: Diagnostic): Diagnostic => ({
  ...finding,
  message: finding.message.replaceAll(/\bLiteralString\b/g, 'str'),
})

/** Maximum number of findings examined: more are of no use to a reader, and each costs time. */
const MAX_FINDINGS = 200

interface Context {
  readonly finding: Diagnostic
  readonly findings: readonly Diagnostic[]
  readonly classes: ReadonlySet<string>
  readonly program: CheckedProgram
  /** The host's declarations. */
  readonly stubs: string
}

function isCertain(context: Context): boolean {
  const { finding, classes, program } = context
  const { message } = finding
  if (message.includes('`CoroutineType[')) return !isTaskAmongOthers(message)
  switch (finding.code) {
    case 'invalid-syntax':
      // A program may return its value, and its imports follow the declarations.
      return !/^(?:`return` statement outside|__future__ imports must)/.test(message)
    case 'unresolved-import':
      return !message.includes('`__future__`') && !isForgottenMember(message)
    case 'no-matching-overload':
      // Only functions of Python's own have overloads, and the finding does not name the types.
      return false
    case 'invalid-parameter-default':
      // `limit: int = None` is common for an optional parameter.
      return !message.startsWith('Default value of type `None`') && !isLooselyTyped(message)
    case 'missing-typed-dict-key':
      return !IN_OWN_LIST.test(program.before(finding))
    case 'invalid-key':
      return isCertainKey(context)
    case 'invalid-argument-type':
      return isCertainArgument(context)
    case 'call-non-callable':
      // Whether a class is abstract is only checked at run time, and a program may handle that.
      if (message.startsWith('Cannot instantiate ')) return false
      return isSure(context) && !isOneOfSeveral(context)
    case 'not-subscriptable':
    case 'not-iterable':
      return isSure(context) && !isOneOfSeveral(context)
    case 'invalid-assignment':
      if (isAttributeWithoutAnnotation(context) || program.isRebinding(finding)) return false
      return isSure(context) && !isOwnContent(finding) && !isLooselyTyped(message)
    case 'invalid-return-type':
    case 'invalid-argument':
      return isSure(context) && !isOwnContent(finding) && !isLooselyTyped(message)
    case 'unsupported-operator':
      return isSure(context) && !isUpdate(finding, program)
    case 'unresolved-attribute':
      if (isForgottenMember(message)) return false
      return isFieldAsAttribute(context) || (isSure(context) && !isAttributeOfItsOwn(context))
    case 'possibly-missing-attribute':
    case 'possibly-unbound-attribute':
      return isSure(context) && !isUnsureConversion(message, classes)
    default:
      return true
  }
}

/** Members of modules that the interpreter has and the checker's own declarations lack. */
const isForgottenMember = (message: string): boolean =>
  /^Module `os` has no member `(?:walk|scandir)`/.test(message)

/** Whether a finding involves neither an inferred type nor a value that was changed. */
function isSure(context: Context): boolean {
  const { finding, program, classes } = context
  const { message } = finding
  if (quoted(message).some((type) => isUnknown(type, context))) return false
  if (isUnsureConversion(message, classes)) return false
  if (isAboutNone(message)) return program.isResult(finding)
  return !program.isChanged(finding) && !program.isOfSetAttribute(finding)
}

/**
 * Whether a type was inferred loosely; the type of a result's contents is `object`, once the result is a
 * dict.
 */
const isUnknown = (type: string, { finding, program }: Context): boolean =>
  isMixture(type) ||
  (/^(?!bound method).*\bobject\b/.test(type) && !program.marked(finding).includes('object('))

/** Whether the finding is only that a value may be `None`, which the program may rule out. */
function isAboutNone(message: string): boolean {
  if (/of type `None`|on `None` in union|implicitly return `None`/.test(message)) return true
  const { found } = conflict(message) ?? {}
  return found === undefined ? quoted(message).some(mayBeNone) : mayBeNone(found)
}

/** A list of calls to gather may hold calls of several functions. */
function isTaskAmongOthers(message: string): boolean {
  const { expected = '' } = conflict(message) ?? {}
  return isOtherContentMessage(message) && expected.includes('CoroutineType[')
}

const isOtherContentMessage = (message: string): boolean =>
  isOtherContent({ code: 'invalid-argument-type', message } as Diagnostic)

/** Adding a dict of another shape to a list of results: the dict, and a key in it. */
const IN_OWN_LIST = /(?:\.(?:append|appendleft|insert|extend)\(|\+=\s*\[)[\w\s,[]*$/
const KEY_IN_OWN_LIST = /(?:\.(?:append|appendleft|insert|extend)\(|\+=\s*\[)[\w\s,[]*\{[^{}[\]]*$/

function isCertainKey({ finding, findings, classes, program }: Context): boolean {
  const { message } = finding
  const [, key] = /^Unknown key "([^"]+)"/.exec(message) ?? []
  // A computed key, of which only the type `str` is known.
  if (key === undefined) return !/key of type `(str|LiteralString)`/.test(message)
  if (message.includes('`<TypedDict with')) return false
  if (KEY_IN_OWN_LIST.test(program.before(finding))) return false
  if (program.hasKeyOfItsOwn(key) || program.isChanged(finding)) return false
  const [, union] = /subscripted object has type `([^`]+)`/.exec(message) ?? []
  if (union === undefined) return true
  // Some of the alternatives have the key: the program may ensure that the value is one of these.
  const without = findings.filter((other) => isSamePlace(other, finding))
  return without.length >= alternatives(union).filter((one) => classes.has(one)).length
}

function isCertainArgument(context: Context): boolean {
  const { finding, classes, program } = context
  const { message } = finding
  if (isNoneForOptional(finding, context)) return false
  const marked = program.marked(finding)
  // Which parameters unpacked arguments match is guessed.
  if (marked.startsWith('*')) return false
  // A class of the program's own, such as a dataclass: Python does not check annotations.
  if (message.startsWith('Argument is incorrect')) return false
  const key = keyConflict(message)
  if (key !== undefined && mayBeKey(key.expected, key.found)) return false
  // A name may have several values, of which the program may ensure the right one.
  if (message.startsWith('Method `__getitem__`') && isSubscriptOfSeveral(context)) return false
  const types = conflict(message)
  // Annotations of the program's own functions mention lists, but apply to all iterables.
  if (types !== undefined && program.isOwnCall(message) && isLooselyCalled(types)) return false
  if (isOtherContent(finding)) {
    return types !== undefined && isScalar(types.found) && types.expected.startsWith('Iterable[')
  }
  if (isWrittenOut(finding, marked)) {
    return types === undefined || !isTuple(types.found) || !mayFit(types.expected, types.found)
  }
  if (program.isChanged(finding)) return false
  if (types === undefined) return isSure(context)
  const { expected, found } = types
  if (isUnknown(found, context) || mayFit(expected, found)) return false
  if (mayBeNone(found)) return program.isResult(finding)
  return !isUnsureConversion(message, classes)
}

/** Whether a function of the program's own accepts the value in practice, despite its annotations. */
const isLooselyCalled = ({ expected, found }: { expected: string; found: string }): boolean =>
  isIterableForList(expected, found) || mayBeNone(found) || mayBeKey(expected, found)

const isScalar = (type: string): boolean => /^(?:Literal\[[^"']|int$|float$|bool$|None$)/.test(type)
const isTuple = (type: string): boolean => generic(type)?.name === 'tuple'

/**
 * Whether a finding is about a value that consists of literals only, such as `[1, 2]`. Its type is not a
 * guess, though it may look like one: for a `list[str]` it is a `list[str | int]`.
 */
function isWrittenOut({ line, endLine }: Diagnostic, marked: string): boolean {
  if (line !== endLine) return false
  const value = marked.replace(/^[\p{ID_Start}_][\p{ID_Continue}]*\s*=/u, '')
  const names = value.replaceAll(/"[^"\\]*"|'[^'\\]*'|\b(?:True|False|None)\b/g, '')
  return value !== '' && !/[\p{ID_Start}_]/u.test(names)
}

/** Whether a finding is about the contents of lists, dicts and fields, which Python does not restrict. */
const isOwnContent = (finding: Diagnostic): boolean =>
  isOtherContent(finding) || finding.message.startsWith('Invalid assignment to key')

/** Whether a value differs from the program's own annotation only as numbers or contents do. */
function isLooselyTyped(message: string): boolean {
  const { expected, found } = conflict(message) ?? {}
  if (expected === undefined || found === undefined) return false
  if (expected === 'int' && /^float\*?$/.test(found)) return true
  if (mayFit(expected, found)) return true
  const [wanted, given] = [generic(expected), generic(found)]
  return wanted !== undefined && wanted.name === given?.name && wanted.name !== 'Literal'
}

/**
 * Whether an operator updates the contents of a dict or list, of which the finding names one type of several.
 */
function isUpdate(finding: Diagnostic, program: CheckedProgram): boolean {
  const [, operator] = /^Operator `([^`]+)`/.exec(finding.message) ?? []
  if (operator === '|' || operator === '|=') return true
  // A list accepts any iterable.
  if (operator === '+=' && /between objects of type `list\[/.test(finding.message)) return true
  return operator?.endsWith('=') === true && program.marked(finding).includes('[')
}

/** Whether an attribute is read from a value that can only be a dict of a declared shape, or `None`. */
function isFieldAsAttribute({ finding, classes, program }: Context): boolean {
  const [, type] = /^Object of type `([^`]+)` has no attribute/.exec(finding.message) ?? []
  const kinds = alternatives(type ?? 'None').filter((one) => one !== 'None')
  const isDict = kinds.length > 0 && kinds.every((one) => classes.has(one))
  return isDict && !program.isChanged(finding)
}

/** Whether an attribute is assigned a value of another type, and the program does not annotate it. */
function isAttributeWithoutAnnotation({ finding: { message }, program }: Context): boolean {
  const [, name] = /is not assignable to attribute `(\w+)` of type/.exec(message) ?? []
  return name !== undefined && !program.annotates(name)
}

/** Whether the program sets the attribute itself, on an object of a class of its own. */
function isAttributeOfItsOwn({ finding: { message }, program }: Context): boolean {
  const set = /^Unresolved attribute `(\w+)` on type `(\w+)`/.exec(message)
  if (set !== null) return program.definesClass(set[2]!)
  const read = /^Object of type `(\w+)` has no attribute `(\w+)`/.exec(message)
  return read !== null && program.definesClass(read[1]!) && program.setsAttribute(read[2]!)
}

/**
 * Whether the finding converts between a dict and a declared shape. Dicts of a declared shape are dicts, and
 * a dict built step by step may have that shape: both are right in Python.
 */
function isUnsureConversion(message: string, classes: ReadonlySet<string>): boolean {
  const types = quoted(message)
  const names = types.flatMap((type) => type.match(/[\p{ID_Start}_][\p{ID_Continue}]*/gu) ?? [])
  const isDict = types.some((type) => /\b(dict|Mapping|MutableMapping|defaultdict)\[/.test(type))
  return (
    isDict && names.some((name) => classes.has(name)) && !/found `dict\[Literal\[/.test(message)
  )
}

/** Whether the subscripted value has several types, or was assigned several times. */
const isSubscriptOfSeveral = (context: Context): boolean =>
  isOneOfSeveral(context) || context.program.hasSeveralValues(context.finding)

/** Whether the checker has other findings at the same place: the value has several types. */
function isOneOfSeveral({ finding, findings }: Context): boolean {
  const types = findings
    .filter((other) => other.line === finding.line && other.column === finding.column)
    .map(({ message }) => quoted(message)[0] ?? '')
  // The host's numbers are `float`s, which the checker treats as `int | float`.
  return types.length > 1 && !types.every((type) => /^(?:int|float\*?)$/.test(type))
}

const isSamePlace = (one: Diagnostic, other: Diagnostic): boolean =>
  one.code === other.code && one.line === other.line && one.column === other.column

function typedDicts(stubs: string): ReadonlySet<string> {
  const names = [
    ...stubs.matchAll(/^class ([^\s(:]+)\(TypedDict\)/gm),
    ...stubs.matchAll(/^([^\s(=]+) = TypedDict\(/gm),
  ]
  return new Set(names.map(([, name]) => name!))
}
