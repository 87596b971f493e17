const scales = {
  ns: [
    [1e9, 's'],
    [1e6, 'ms'],
    [1e3, 'us'],
    [1, 'ns'],
  ],
  bytes: [
    [1e6, 'MB'],
    [1e3, 'KB'],
    [1, 'B'],
  ],
  ratio: [[1, 'x']],
}

/** `1234567` ns is `1.23 ms`. */
export function formatted(value, unit) {
  const scale = scales[unit].find(([size]) => Math.abs(value) >= size) ?? scales[unit].at(-1)
  const [size, name] = scale
  return `${digits(value / size)}${name === 'x' ? '' : ' '}${name}`
}

export const times = (ratio) => `${digits(ratio)}x`

/** Three digits that mean something. */
function digits(value) {
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en-US')
  if (size >= 10) return value.toFixed(1)
  return value.toFixed(size < 0.1 ? 3 : 2)
}
