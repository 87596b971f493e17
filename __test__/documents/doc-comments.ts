import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as montyNode from 'monty-node'
import ts from 'typescript'
import { type DocumentProgram, root } from './blocks.js'

/** An example in a comment, with the imports that a reader adds. */
export interface DocExample extends DocumentProgram {
  /** Names that stand for something of the reader's; without any, the example can be run. */
  readonly placeholders: readonly string[]
}

/** The examples of all comments of the sources. */
export function docExamples(): DocExample[] {
  const found = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .toSorted()
    .flatMap(examplesIn)
  const free = freeNames(found.map(({ code }) => code))
  return found.map((example, index) => withImports(example, free[index]!))
}

const EXAMPLE = /^[ ]*\* @example\n[ ]*\* ```ts\n([^]*?)\n[ ]*\* ```$/gm

function examplesIn(document: string): DocumentProgram[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(EXAMPLE)].map(({ 0: whole, 1: body = '', index }) => {
    const line = text.slice(0, index + whole.indexOf(body)).split('\n').length
    const code = body.replaceAll(/^ *\* ?/gm, '')
    return { document, line, heading: code.split('\n')[0]!, code }
  })
}

function withImports(example: DocumentProgram, names: readonly string[]): DocExample {
  const modules = new Map<string, string[]>()
  const placeholders = names.filter((name) => {
    const module = moduleOf(name, example.document)
    if (module !== undefined) modules.set(module, [...(modules.get(module) ?? []), name])
    return module === undefined
  })
  const imports = [...modules].map(
    ([module, used]) => `import { ${used.join(', ')} } from '${module}'; `,
  )
  // On one line with the first, so that lines are those of the comment.
  return { ...example, code: `${imports.join('')}${example.code}\n`, placeholders }
}

/** Where a reader gets a name from. */
function moduleOf(name: string, document: string): string | undefined {
  if (name === 'z') return 'zod'
  const adapter = /^src\/adapters\/([a-z]+)/.exec(document)?.[1]
  if (adapter !== undefined && exportsFunction(document, name)) return `monty-node/${adapter}`
  if (!(name in montyNode)) return undefined
  return document.startsWith('src/compat/') ? 'monty-node/compat' : 'monty-node'
}

function exportsFunction(document: string, name: string): boolean {
  return new RegExp(`export (async )?function ${name}\\b`).test(
    readFileSync(join(root, document), 'utf8'),
  )
}

/** The identifiers that each program uses and nobody declares, as the compiler finds them. */
function freeNames(programs: readonly string[]): string[][] {
  const files = new Map<string, string>()
  for (const [index, code] of programs.entries()) files.set(`${index}.ts`, `${code}\nexport {}\n`)
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    types: ['node'],
    // Without a browser's globals, such as `name`.
    lib: ['lib.esnext.d.ts'],
  }
  const host = ts.createCompilerHost(options)
  const compiled = ts.createProgram([...files.keys()], options, {
    ...host,
    fileExists: (file) => files.has(file) || host.fileExists(file),
    getSourceFile: (file, version) => {
      const text = files.get(file)
      if (text === undefined) return host.getSourceFile(file, version)
      return ts.createSourceFile(file, text, version)
    },
  })
  return [...files].map(([file, text]) => {
    const found = compiled.getSemanticDiagnostics(compiled.getSourceFile(file))
    const names = new Set<string>()
    for (const { code, start = 0, length = 0 } of found) {
      if (NOT_FOUND.has(code)) names.add(text.slice(start, start + length))
    }
    return Array.from(names)
  })
}

/** The compiler's findings about a name, a type or a shorthand property that nobody declared. */
const NOT_FOUND: ReadonlySet<number> = new Set([2304, 2552, 2582, 2593, 18004])
