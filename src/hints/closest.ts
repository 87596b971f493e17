/** The number of edits between two names: insertions, deletions, changes, swaps. */
function editDistance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const change = last[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)
      let best = Math.min(change, last[j]! + 1, row[j - 1]! + 1)
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      if (isSwap) best = Math.min(best, before[j - 2]! + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[other.length]!
}

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_.\W]+/)
    .filter((word) => word !== '')

/** Similarity from 0 for nothing in common to 1 for the same. */
function likeness(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  const spelling =
    1 - editDistance(a.slice(0, 64), b.slice(0, 64)) / Math.max(a.length, b.length, 1)
  const [left, right] = [new Set(wordsOf(one)), new Set(wordsOf(other))]
  const common = [...left].filter((word) => right.has(word)).length
  const words = common / Math.max(left.size, right.size, 1)
  return Math.max(spelling, words)
}

const MAX_CHARACTERS = 256
/** Maximum number of candidates; each takes some 5 µs. */
const MAX_COMPARED = 10_000

/** The most similar names, best first; none if nothing comes close. */
export function closestNames(
  name: string,
  names: Iterable<string>,
  { count = 3, least = 0.5 } = {},
): string[] {
  // No function of a host has a longer name, while names in programs may be of any length.
  if (name.length > MAX_CHARACTERS) return []
  return [...names]
    .slice(0, MAX_COMPARED)
    .map((candidate) => ({ candidate, score: likeness(name, candidate) }))
    .filter(({ score }) => score >= least)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}
