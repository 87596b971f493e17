// Checks the published declarations as installed, in full, with several versions of TypeScript and
// of `@types/node`, with and without `types: ["node"]`.
//
//   node scripts/test/types.mjs [--slice]     (--slice: the compiler and types of this repository)
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildTypeScript } from '../build/typescript.mjs'
import { root } from '../lib/paths.mjs'
import { exitWithItsCode } from '../lib/run.mjs'

const COMPILERS = ['5.4', '5.9', '6', '7']
const NODE_TYPES = ['20', '22', '24', 'latest']

const { values } = parseArgs({ options: { slice: { type: 'boolean' } } })

await exitWithItsCode(async () => {
  await buildTypeScript()
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-types-'))
  try {
    // Copied once, as a concurrent build removes the folder temporarily.
    cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true })
    const failures = values.slice ? checkSlice(folder) : checkMatrix(folder)
    if (failures.length > 0) throw new Error(failures.join('\n\n'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function checkSlice(folder) {
  writeProject(folder)
  placeTypes(folder, join(root, 'node_modules/@types/node'))
  return checkAll(folder, join(root, 'node_modules/typescript'), 'what is installed here')
}

function checkMatrix(folder) {
  writeProject(folder, {
    ...Object.fromEntries(COMPILERS.map((one) => [`ts-${one}`, `npm:typescript@${one}`])),
    ...Object.fromEntries(NODE_TYPES.map((one) => [`node-${one}`, `npm:@types/node@${one}`])),
  })
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
    shell: process.platform === 'win32',
  })
  return COMPILERS.flatMap((compiler) =>
    NODE_TYPES.flatMap((types) => {
      placeTypes(folder, join(folder, 'node_modules', `node-${types}`))
      const what = `TypeScript ${compiler}, @types/node ${types}`
      return checkAll(folder, join(folder, 'node_modules', `ts-${compiler}`), what)
    }),
  )
}

/** Writes a project with the packed package that imports all entries without peer dependencies. */
function writeProject(folder, devDependencies = {}) {
  const manifest = { type: 'module', private: true, devDependencies }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(
    join(folder, 'main.ts'),
    `import { Monty, tool, type DumpOptions } from 'monty-node'
import * as compat from 'monty-node/compat'

// Without the types of Node it would be anything, and so would what is made of it.
const bytes = new Monty('1').dump()
const first: number = bytes.readUInt8(0)
// @ts-expect-error: there is no such method.
bytes.noSuchMethod()
const key: DumpOptions['key'] = 'a key of sixteen bytes or more'
export { compat, first, key, tool }
`,
  )
}

/**
 * Installs the package and the types of Node; npm would remove packages that it did not install.
 */
function placeTypes(folder, types) {
  const modules = join(folder, 'node_modules')
  const own = join(modules, 'monty-node')
  rmSync(own, { recursive: true, force: true })
  rmSync(join(modules, '@types/node'), { recursive: true, force: true })
  mkdirSync(own, { recursive: true })
  mkdirSync(join(modules, '@types'), { recursive: true })
  cpSync(join(root, 'package.json'), join(own, 'package.json'))
  cpSync(join(folder, 'dist'), join(own, 'dist'), { recursive: true })
  symlinkSync(types, join(modules, '@types/node'), 'junction')
}

function checkAll(folder, compiler, what) {
  const settings = {
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    noEmit: true,
    target: 'es2022',
  }
  const resolutions = [
    { module: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler', types: ['node'] },
    { module: 'nodenext', types: [] },
  ]
  return resolutions.flatMap((resolution) => {
    const compilerOptions = { ...settings, ...resolution }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['main.ts'] }),
    )
    const named = `${what}, ${JSON.stringify(resolution)}`
    try {
      execFileSync(process.execPath, [join(compiler, 'bin/tsc'), '-p', '.'], {
        cwd: folder,
        encoding: 'utf8',
      })
      console.log(`ok      ${named}`)
      return []
    } catch (error) {
      // Old compilers report errors in the newest `@types/node` itself.
      const lines = (error.stdout || error.message).split('\n')
      const ours = lines.filter(
        (line) => /^\S/.test(line) && !/^node_modules\/(node|ts)-/.test(line),
      )
      console.log(`${ours.length === 0 ? 'ok    ' : 'FAILED'}  ${named}`)
      return ours.length === 0 ? [] : [`${named}:\n${ours.join('\n')}`.slice(0, 4_000)]
    }
  })
}
