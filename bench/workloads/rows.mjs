// The records of `programs/records.py` and `programs/records_nested.py`, made in JavaScript.

const record = (i) => ({
  id: i,
  name: `customer ${i}`,
  tags: ['new', 'eu', `${i}`],
  v: i * 0.5,
})

const nested = (i, depth) => ({
  ...record(i),
  next: depth > 1 ? nested(i + 1, depth - 1) : null,
})

export const flatRows = () => Array.from({ length: 10_000 }, (_, i) => record(i))
export const nestedRows = () => Array.from({ length: 2_000 }, (_, i) => nested(5 * i, 5))
