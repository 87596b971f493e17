// Runs rows sequentially, prints them, and stores them in the document.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../lib/paths.mjs'
import { hostTarget } from '../../lib/targets.mjs'
import { CannotBeTried, NotInstallable, pack, Project } from './project.mjs'

const document = join(root, 'docs', 'RUNS-ON.md')

/**
 * @param title the section of the document
 * @param rows `{ name, packages, run(project), note }`; `run` may return a version, or `{ version,
 * note }`
 * @param options `only`: parts of names; `write`: whether to write the result to the document;
 * `maySkip`: whether a row whose packages no registry has is skipped instead of failed; `binaries`:
 * the folder of the binary package to install, by default this machine's
 */
export async function runTable(
  title,
  rows,
  { only = [], write = false, maySkip = false, binaries } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-packed-'))
  const results = []
  try {
    const tarballs = await pack(folder, binaries)
    const chosen = rows.filter(
      ({ name }) =>
        only.length === 0 || only.some((part) => name.toLowerCase().includes(part.toLowerCase())),
    )
    for (const row of chosen) {
      const result = await resultOf(row, tarballs)
      if (maySkip && result.cannotInstall) {
        console.log(`skipped ${row.name}: ${result.failure.trim().split('\n', 1)[0]}`)
        continue
      }
      const mark = { yes: 'ok      ', no: 'FAILED  ', 'not tried': 'not tried ' }[worksAs(result)]
      console.log(`${mark}${row.name}${result.version ? ` (${result.version})` : ''}`)
      const more = result.notTried ?? result.note
      if (more) console.log(`        ${more}`)
      if (result.failure) console.log(`        ${result.failure.replaceAll('\n', '\n        ')}`)
      results.push({ ...row, ...result })
      if (write) writeRow(title, { ...row, ...result })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return results.filter(({ failure }) => failure !== undefined).map(({ name }) => name)
}

async function resultOf({ packages, run, install }, tarballs) {
  const project = new Project()
  try {
    await (install ? install(project, tarballs) : project.install(...tarballs, ...packages))
    const result = await run(project, tarballs)
    const { version, ...rest } = typeof result === 'object' ? result : { version: result }
    return { version: version?.trim().replace(/^v/, ''), ...rest }
  } catch (error) {
    if (error instanceof CannotBeTried) return { notTried: error.message }
    return { failure: error.message, cannotInstall: error instanceof NotInstallable }
  } finally {
    project.remove()
  }
}

const introduction = `# What it runs on

Made by \`npm run test:runtimes -- --write\`, \`npm run test:bundlers -- --write\` and \`npm run test:wasm -- --write\`, which install the packed package into
an empty project and run there: a run, a host call, isolation, type checks here and in isolation, a limit, a paused run,
a request's context, and a runtime; on ${hostTarget().name}. How to deploy is in [the guide](guide/deploying.md).
`

const worksAs = ({ failure, notTried }) => (notTried ? 'not tried' : failure ? 'no' : 'yes')

/** Replaces a row in its section of the document. */
function writeRow(title, { name, version, failure, notTried, note }) {
  const old = existsSync(document) ? readFileSync(document, 'utf8') : ''
  const sections = new Map(
    old
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n')[0], rowsIn(section)]),
  )
  const rows = sections.get(title) ?? new Map()
  rows.set(name, [name, version ?? '', worksAs({ failure, notTried }), notTried ?? note ?? ''])
  sections.set(title, rows)
  const body = [...sections].map(([heading, all]) => {
    const lines = [...all.values()].map((cells) => `| ${cells.join(' | ')} |`)
    return `## ${heading}\n\n| what | version | works | how |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`
  })
  writeFileSync(document, `${introduction}\n${body.join('\n')}`)
}

/** The rows of a section, as cells by name. */
function rowsIn(section) {
  const lines = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (what|-+) /.test(line))
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  return new Map(rows.map((cells) => [cells[0], cells]))
}
