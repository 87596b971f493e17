// Contenders take turns on one workload, so that a noisy moment hits all of them alike.

const MAX_ITERATIONS = 1_000_000

/**
 * `pace`: sampleMs, rounds, leastRounds and workloadMs. Gives nanoseconds an operation by contender,
 * and by contender why it cannot do this.
 */
export async function alternate({ name, operations = 1 }, contenders, pace) {
  const { able, failed } = await prepareAll(name, contenders)
  const iterations = new Map()
  for (const contender of able) {
    iterations.set(contender.id, await warm(contender, pace.sampleMs * 1e6))
  }
  const samples = Object.fromEntries(able.map(({ id }) => [id, []]))
  const began = performance.now()
  for (let round = 0; round < pace.rounds; round++) {
    if (round >= pace.leastRounds && performance.now() - began > pace.workloadMs) break
    for (const contender of rotated(able, round)) {
      const count = iterations.get(contender.id)
      samples[contender.id].push((await contender.sample(count)) / count / operations)
    }
  }
  return { measured: summaries(samples), failed }
}

async function prepareAll(name, contenders) {
  const able = []
  const failed = {}
  for (const contender of contenders) {
    try {
      await contender.prepare(name)
      able.push(contender)
    } catch (error) {
      failed[contender.id] = error.message
    }
  }
  return { able, failed }
}

/** Runs until it is compiled and cached; gives how many iterations fill a sample. */
async function warm(contender, sampleNs) {
  let count = 1
  for (;;) {
    const ns = await contender.sample(count)
    if (ns >= sampleNs || count === MAX_ITERATIONS) break
    const wanted = Math.ceil((count * sampleNs * 1.2) / Math.max(ns, 1))
    count = Math.min(wanted, count * 20, MAX_ITERATIONS)
  }
  if (count === 1) return count
  // What was measured on the way was still warming up.
  const ns = await contender.sample(count)
  return Math.max(1, Math.min(MAX_ITERATIONS, Math.round((count * sampleNs) / ns)))
}

const rotated = (list, by) => list.map((_, i) => list[(i + by) % list.length])

/** Best and median of each contender's samples. */
export function summaries(samples) {
  return Object.fromEntries(Object.entries(samples).map(([id, values]) => [id, summary(values)]))
}

function summary(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  return { best: sorted[0], median, samples: values.length }
}
