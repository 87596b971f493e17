// Runs rows one after the other, prints them, and keeps them in the document.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../paths.mjs'
import { hostTarget } from '../targets.mjs'
import { pack, Project } from './project.mjs'

const document = join(root, 'docs', 'RUNS-ON.md')

/**
 * @param title the section of the document
 * @param rows `{ name, packages, run(project), note }`; `run` may give a version
 * @param options `only`: parts of names; `write`: whether the document is to have the result
 */
export async function runTable(title, rows, { only = [], write = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'monty-node-packed-'))
  const results = []
  try {
    const tarballs = await pack(folder)
    const chosen = rows.filter(
      ({ name }) =>
        only.length === 0 || only.some((part) => name.toLowerCase().includes(part.toLowerCase())),
    )
    for (const row of chosen) {
      const result = await resultOf(row, tarballs)
      console.log(
        `${result.failure ? 'FAILED' : 'ok    '}  ${row.name}${result.version ? ` (${result.version})` : ''}`,
      )
      if (result.failure) console.log(`        ${result.failure.replaceAll('\n', '\n        ')}`)
      results.push({ ...row, ...result })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (write) writeSection(title, results)
  return results.filter(({ failure }) => failure !== undefined).map(({ name }) => name)
}

async function resultOf({ packages, run, install }, tarballs) {
  const project = new Project()
  try {
    await (install ? install(project, tarballs) : project.install(...tarballs, ...packages))
    const said = await run(project, tarballs)
    return { version: typeof said === 'string' ? said.trim().replace(/^v/, '') : undefined }
  } catch (error) {
    return { failure: error.message }
  } finally {
    project.remove()
  }
}

const introduction = `# What it runs on

Made by \`npm run test:runtimes -- --write\` and \`npm run test:bundlers -- --write\`, which install the packed package into
an empty project and run there: a run, a host call, isolation, type checks here and in isolation, a limit, a paused run,
a request's context, and a runtime. How to deploy is in [the guide](guide/deploying.md).
`

/** Puts a section into the document, in place of the one of its name. */
function writeSection(title, results) {
  const old = existsSync(document) ? readFileSync(document, 'utf8') : ''
  const sections = new Map(
    old
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n')[0], section]),
  )
  const lines = results.map(
    ({ name, version, failure, note }) =>
      `| ${name} | ${version ?? ''} | ${failure ? 'no' : 'yes'} | ${note ?? ''} |`,
  )
  sections.set(
    title,
    `${title}\n\nOn ${hostTarget().name}.\n\n| what | version | works | how |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`,
  )
  const body = [...sections.values()].map((section) => `## ${section.trim()}\n`).join('\n')
  writeFileSync(document, `${introduction}\n${body}`)
}
