/** The runs of smaller tokens are soon read in them. */
const LONG_TOKEN = 512 * 1024
/** The beginning of a token, which has 12 random bytes: nobody has it who does not have the token. */
const BEGINNING = 300
const MOST = 1_000

/** The runs of large tokens that were made here: reading one takes as long as opening it. */
export class IssuedTokens {
  readonly #runs = new Map<string, string>()

  add(token: string, runId: string): void {
    if (token.length < LONG_TOKEN) return
    this.#runs.set(token.slice(0, BEGINNING), runId)
    const [oldest] = this.#runs.keys()
    if (this.#runs.size > MOST && oldest !== undefined) this.#runs.delete(oldest)
  }

  runIdOf(token: string): string | undefined {
    return this.#runs.get(token.slice(0, BEGINNING))
  }
}
