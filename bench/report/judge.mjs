import { targets } from './targets.mjs'

/** Each target with what was measured: `met` is undefined where something is missing. */
export function judge(workloads) {
  const byName = new Map(workloads.map((workload) => [workload.name, workload]))
  const of = (workload, contender) => byName.get(workload)?.measured[contender]?.best ?? Number.NaN
  return targets.map(({ title, unit, limit, value }) => {
    const measured = value(of)
    if (Number.isNaN(measured)) return { title, unit, limit }
    return { title, unit, limit, measured, met: measured <= limit }
  })
}

/** How many targets hold, in words. */
export function verdict(judged) {
  const count = (wanted) => judged.filter(({ met }) => met === wanted).length
  return `${count(true)} targets met, ${count(false)} missed, ${count(undefined)} not measured`
}
