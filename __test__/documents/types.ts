import { join } from 'node:path'
import ts from 'typescript'
import { type DocumentProgram, root } from './blocks.js'

/** What the compiler, as strict as this project has it, says about programs of documents. */
export function typeErrors(programs: DocumentProgram[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file))
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const texts = new Map(programs.map((program) => [fileOf(program), moduleText(program)]))
  const host = withFiles(ts.createCompilerHost(options), texts)
  const compiled = ts.createProgram([...texts.keys()], options, host)
  return [...texts.keys()].flatMap((file) => {
    const source = compiled.getSourceFile(file)
    const found = [
      ...compiled.getSyntacticDiagnostics(source),
      ...compiled.getSemanticDiagnostics(source),
    ]
    return found.map((one) => described(one, file))
  })
}

function fileOf({ document, line }: DocumentProgram): string {
  return join(root, '__test__', `${document.replaceAll('/', '.')}.${line}.ts`)
}

/** Top-level `await` needs a module, which a program without imports would not be. */
function moduleText({ code }: DocumentProgram): string {
  return `${code}\nexport {}\n`
}

function withFiles(host: ts.CompilerHost, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  return {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    readFile: (file) => texts.get(file) ?? host.readFile(file),
    getSourceFile: (file, options) => {
      const text = texts.get(file)
      return text === undefined
        ? host.getSourceFile(file, options)
        : ts.createSourceFile(file, text, options)
    },
  }
}

function described({ messageText, file, start }: ts.Diagnostic, name: string): string {
  const within = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0
  const [, document, first] = /([^/\\]+)\.(\d+)\.ts$/.exec(name) ?? []
  return `${document}:${Number(first) + within}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
}
