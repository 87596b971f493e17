/**
 * The first 32 bits of the fractional parts of the cube roots of the first 64 primes, and of the
 * square roots of the first 8.
 */
const ROUNDS = new Uint32Array(64)
const START = new Uint32Array(8)

function fill(): void {
  const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32)
  let count = 0
  for (let candidate = 2; count < 64; candidate++) {
    let isPrime = true
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor === 0) isPrime = false
    }
    if (!isPrime) continue
    if (count < 8) START[count] = fraction(Math.sqrt(candidate))
    ROUNDS[count++] = fraction(Math.cbrt(candidate))
  }
}
fill()

const BLOCK_BYTES = 64
const HASH_BYTES = 32

/** SHA-256 of concatenated parts, synchronous: `crypto.subtle` is asynchronous only. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  // The padding: a bit, zeros, and the length in bits.
  const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
  let at = 0
  for (const part of parts) {
    padded.set(part, at)
    at += part.length
  }
  padded[at] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(length) * 8n)
  const state = START.slice()
  const schedule = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += BLOCK_BYTES) {
    for (let index = 0; index < 16; index++) schedule[index] = view.getUint32(block + index * 4)
    mix(state, schedule)
  }
  const hash = new DataView(new ArrayBuffer(HASH_BYTES))
  for (const [index, word] of state.entries()) hash.setUint32(index * 4, word)
  return new Uint8Array(hash.buffer)
}

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))

function mix(state: Uint32Array, schedule: Uint32Array): void {
  for (let index = 16; index < 64; index++) {
    const early = schedule[index - 15]!
    const late = schedule[index - 2]!
    const low = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const high = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    schedule[index] = schedule[index - 16]! + low + schedule[index - 7]! + high
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let index = 0; index < 64; index++) {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const choice = (e & f) ^ (~e & g)
    const first = (h + one + choice + ROUNDS[index]! + schedule[index]!) | 0
    const zero = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + zero + majority) | 0]
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index]! += word
}

/** HMAC with SHA-256. */
export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES)
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key)
  const inner = sha256(
    block.map((byte) => byte ^ 0x36),
    ...parts,
  )
  return sha256(
    block.map((byte) => byte ^ 0x5c),
    inner,
  )
}

/** HKDF with SHA-256, for at most 32 bytes: derives one key from another. */
export function hkdf(
  secret: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array<ArrayBuffer> {
  if (length > HASH_BYTES) throw new RangeError(`${length} bytes are more than one block`)
  const extracted = hmac(new Uint8Array(HASH_BYTES), secret)
  return hmac(extracted, info, Uint8Array.of(1)).slice(0, length)
}
