const LIMIT = 256 * 1024
const ANY = ['ok', 'syntax', 'error', 'recursion', 'memory', 'duration', 'timeout']

/** Sources that are hostile by their sheer size, which files would not make any clearer. */
export function families() {
  return [...chains(), ...misplacedChains(), ...nests(), ...masses()]
}

function family(className, sources) {
  return Object.entries(sources).map(([name, code]) => ({
    name: `${name}.gen`,
    class: className,
    code,
    outcomes: ANY,
    inProcessMayBlock: false,
  }))
}

/** As many repetitions as a source may have. */
const filled = (before, part, after = '') =>
  before + part.repeat(Math.floor((LIMIT - before.length - after.length) / part.length)) + after

/** The parser builds these without recursion, and drops them with it. */
function chains() {
  return family('deep expressions', {
    chain_add: filled('1', '+1'),
    chain_attribute: filled('x', '.a'),
    chain_call: filled('x', '()'),
    chain_index: filled('x', '[0]'),
    chain_or: filled('1', ' or 1'),
    chain_compare: filled('1', '<2'),
    chain_power: filled('1', '**1'),
    chain_assign: filled('', 'x=', '1'),
    chain_strings: filled('', "'a' "),
    chain_elif: filled('if 0: pass\n', 'elif 0: pass\n'),
  })
}

/** Here the parser drops them itself, on a stack of its own. */
function misplacedChains() {
  const chain = `x${'+1'.repeat(60_000)}`
  return family('deep expressions', {
    misplaced_target: `${chain} = 1`,
    misplaced_delete: `del ${chain}`,
    misplaced_argument: `f(${chain}=1)`,
    misplaced_parameter: `def f(${chain}): pass`,
    misplaced_loop: `for ${chain} in x: pass`,
    misplaced_with: `with x as (${chain}): pass`,
    misplaced_case: `match x:\n    case ${chain}: pass`,
    misplaced_format: `f'{${chain}}'`,
    misplaced_annotation: `x: '${chain}' = 1`,
    misplaced_unclosed: `(${chain}`,
    misplaced_twice: `${chain} ${chain}`,
  })
}

function nests() {
  const deep = (open, middle, close) => open.repeat(40_000) + middle + close.repeat(40_000)
  return family('deep expressions', {
    nest_parentheses: deep('(', '1', ')'),
    nest_lists: deep('[', '1', ']'),
    nest_dicts: deep('{1:', '1', '}'),
    nest_calls: deep('f(', '1', ')'),
    nest_not: deep('not ', '1', ''),
    nest_minus: deep('-', '1', ''),
    nest_lambda: deep('lambda:', '1', ''),
    nest_conditional: deep('1 if 1 else ', '1', '').slice(0, LIMIT - 1),
    nest_unclosed: '('.repeat(LIMIT),
    nest_blocks: Array.from({ length: 600 }, (_, level) => `${' '.repeat(level)}if 1:\n`).join(''),
    nest_format: `${"f'{".repeat(150)}1${"}'".repeat(150)}`,
  })
}

function masses() {
  const lines = (line) =>
    Array.from({ length: 9_000 }, (_, at) => line(at))
      .join('\n')
      .slice(0, LIMIT)
  return family('oversized source', {
    mass_names: lines((at) => `name_${at} = ${at}`),
    mass_functions: lines((at) => `def f${at}(): return ${at}`),
    mass_classes: lines((at) => `class C${at}: pass`),
    mass_constants: `x = [${filled('', '12345.6789, ').slice(0, LIMIT - 20)}]`,
    mass_arguments: `f(${filled('', '1,').slice(0, LIMIT - 20)})`,
    mass_imports: lines(() => 'import math'),
    mass_comment: `#${'x'.repeat(LIMIT - 10)}\n1`,
    mass_newlines: '\n'.repeat(LIMIT),
    mass_too_long: 'x=1\n'.repeat(100_000),
    mass_string: `'${'x'.repeat(LIMIT - 10)}'`,
    mass_zero_bytes: '\0'.repeat(1_000),
    mass_unicode: `x = '${'🎈'.repeat(50_000)}'`,
  })
}
