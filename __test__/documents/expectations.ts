import ts from 'typescript'

/** A program in which what its comments say is checked. */
export interface CheckedProgram {
  readonly code: string
  /** How many checks there are; each must be reached. */
  readonly count: number
}

interface Edit {
  readonly at: number
  readonly text: string
}

/**
 * Turns comments into checks:
 * `expression // 42` and `const x = expression // 42` when the comment is a literal;
 * `expression // throws MontyRuntimeError: message`;
 * `console.log(…) // text` and `console.log(…)` with comment lines right below it.
 */
export function withChecks(code: string): CheckedProgram {
  const source = ts.createSourceFile('block.ts', code, ts.ScriptTarget.ESNext, true)
  const edits: Edit[] = []
  let count = 0
  const wrap = (from: number, to: number, before: string, after: string): void => {
    count++
    edits.push({ at: from, text: before }, { at: to, text: after })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return
    if (ts.isExpressionStatement(node)) checkExpression(node, code, wrap)
    if (ts.isVariableStatement(node)) checkDeclaration(node, code, wrap)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { code: apply(code, edits), count }
}

type Wrap = (from: number, to: number, before: string, after: string) => void

function checkExpression(node: ts.ExpressionStatement, code: string, wrap: Wrap): void {
  const { expression } = node
  const from = expression.getStart()
  const to = expression.getEnd()
  const comment = trailing(code, node.getEnd())
  if (isConsoleLog(expression)) {
    const text = comment ?? below(code, node.getEnd())
    if (text === undefined) return
    const list = expression.arguments
    const printed = code.slice(list.pos, list.end)
    wrap(from, to, `$check.prints([${printed}], ${JSON.stringify(text)}); void (`, ')')
    return
  }
  if (comment === undefined) return
  const thrown = /^throws (.+)$/.exec(comment)?.[1]
  if (thrown !== undefined) {
    wrap(from, to, 'await $check.throws(async () => (', `), ${JSON.stringify(thrown)})`)
  } else if (isLiteral(comment)) {
    wrap(from, to, '$check.equals((', `), (${comment}))`)
  }
}

function checkDeclaration(node: ts.VariableStatement, code: string, wrap: Wrap): void {
  const comment = trailing(code, node.getEnd())
  const [declaration] = node.declarationList.declarations
  if (comment === undefined || !declaration?.initializer || !isLiteral(comment)) return
  const { initializer } = declaration
  wrap(initializer.getStart(), initializer.getEnd(), '$check.equals((', `), (${comment}))`)
}

function isConsoleLog(expression: ts.Expression): expression is ts.CallExpression {
  return ts.isCallExpression(expression) && expression.expression.getText() === 'console.log'
}

/** The comment on the same line, after a statement. */
function trailing(code: string, end: number): string | undefined {
  return /^[ \t]*\/\/ ?(?:=> )?(.*)/.exec(code.slice(end))?.[1]?.trim()
}

/** The comment lines right below a statement. */
function below(code: string, end: number): string | undefined {
  const lines = code.slice(end).split('\n').slice(1)
  const stop = lines.findIndex((line) => !/^\s*\/\//.test(line))
  const comment = stop === -1 ? lines : lines.slice(0, stop)
  if (comment.length === 0) return undefined
  return comment.map((line) => line.replace(/^\s*\/\/ ?/, '')).join('\n')
}

function isLiteral(comment: string): boolean {
  const parsed = ts.transpileModule(`(${comment})`, { reportDiagnostics: true })
  if ((parsed.diagnostics?.length ?? 0) > 0) return false
  const { statements } = ts.createSourceFile('x.ts', `(${comment})`, ts.ScriptTarget.ESNext)
  const [first] = statements
  if (statements.length !== 1 || !first || !ts.isExpressionStatement(first)) return false
  return ts.isParenthesizedExpression(first.expression) && isValue(first.expression.expression)
}

function isValue(node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isNewExpression(node) ||
    (ts.isPrefixUnaryExpression(node) && isValue(node.operand)) ||
    ['true', 'false', 'null', 'undefined', 'NaN', 'Infinity'].includes(nameOf(node))
  )
}

function nameOf(node: ts.Expression): string {
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return 'true'
    case ts.SyntaxKind.FalseKeyword:
      return 'false'
    case ts.SyntaxKind.NullKeyword:
      return 'null'
    default:
      return ts.isIdentifier(node) ? node.text : ''
  }
}

function apply(code: string, edits: Edit[]): string {
  let result = ''
  let done = 0
  for (const { at, text } of edits.toSorted((a, b) => a.at - b.at)) {
    result += code.slice(done, at) + text
    done = at
  }
  return result + code.slice(done)
}
