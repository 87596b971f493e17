import { contenders, subject } from '../contenders/catalogue.mjs'
import { formatted, times } from './format.mjs'
import { verdict } from './judge.mjs'

/** The whole result as Markdown. */
export function markdown(result) {
  return [
    '# Benchmark results',
    '',
    '<!-- Written by `npm run bench`; do not edit. -->',
    '',
    ...about(result),
    '## What must hold',
    '',
    `${verdict(result.targets)}. Computed from the best of all rounds.`,
    '',
    ...targetTable(result.targets),
    '',
    '## Side by side',
    '',
    `The median of ${subject.title}; for the others first the ratio (2.00x: they take twice as long, or ` +
      'twice the memory), then their own median.',
    '',
    ...workloadTable(result.workloads),
    '',
  ].join('\n')
}

function about({ date, mode, machine, profiles, versions, absent }) {
  const { cpu, cores, memoryGiB, system } = machine
  const lines = [
    `- ${date.slice(0, 10)}, ${mode} run; addon: profile \`${profiles.addon}\`, Rust floors: \`${profiles.floors}\``,
    `- ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}`,
    `- ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    ...Object.entries(absent).map(([id, reason]) => `- without ${id}: ${reason}`),
  ]
  return [...lines, '']
}

export function targetTable(targets) {
  const rows = targets.map(({ title, unit, limit, measured, met }) => [
    title,
    `<= ${formatted(limit, unit)}`,
    measured === undefined ? '' : formatted(measured, unit),
    met === undefined ? 'not measured' : met ? 'pass' : '**FAIL**',
  ])
  return table(['target', 'at most', 'measured', ''], rows)
}

export function workloadTable(workloads) {
  const shown = contenders.filter(({ id }) => workloads.some(({ measured }) => measured[id]))
  const header = ['workload', ...shown.map(({ title }) => title)]
  const rows = workloads.map((workload) => [
    workload.title,
    ...shown.map(({ id }) => cell(workload, id)),
  ])
  return table(header, rows)
}

function cell({ measured, failed, unit }, id) {
  if (failed[id] !== undefined) return 'fails'
  const own = measured[id]
  if (own === undefined) return ''
  const value = formatted(own.median, unit)
  const reference = measured[subject.id]
  if (id === subject.id || reference === undefined) return value
  return `${times(own.median / reference.median)} (${value})`
}

function table(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)]
}
