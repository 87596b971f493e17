// Contenders take turns on one workload, so that a noisy moment hits all of them alike.

const MAX_ITERATIONS = 1_000_000

/**
 * `pace`: sampleMs, warmMs, rounds, leastRounds and workloadMs. Gives nanoseconds an operation by contender,
 * and by contender why it cannot do this.
 */
export async function alternate({ name, operations = 1 }, contenders, pace) {
  const { able, failed } = await prepareAll(name, contenders)
  const iterations = new Map()
  for (const contender of able) {
    iterations.set(contender.id, await warm(contender, pace.sampleMs * 1e6, pace.warmMs * 1e6))
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
async function warm(contender, sampleNs, warmNs) {
  let count = 1
  let spent = 0
  for (;;) {
    const ns = Math.max(1, await contender.sample(count))
    spent += ns
    const fitting = Math.round((count * sampleNs) / ns)
    if (spent >= warmNs && (fitting <= count * 2 || count === MAX_ITERATIONS)) return clamp(fitting)
    count = clamp(Math.min(fitting, count * 20))
  }
}

const clamp = (count) => Math.max(1, Math.min(MAX_ITERATIONS, count))

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
