import { LIMIT_FLAGS } from './limit-flags.js'

type Reword = (all: string, first: string, second: string) => string

/** Error messages of the library, and their wording for the options of the command line. */
const MESSAGES: ReadonlyArray<readonly [says: RegExp, reword: Reword]> = [
  [
    /\blimits\.(\w+)/,
    (all, name) =>
      Object.hasOwn(LIMIT_FLAGS, name) ? LIMIT_FLAGS[name as keyof typeof LIMIT_FLAGS] : all,
  ],
  [/^inputs: /, () => '--input: '],
  [/^.* is not a valid time zone$/, (all) => `--time-zone: ${all}`],
  [
    /^the mounts at (.*) and (.*) overlap.*/,
    (_, one, other) =>
      one === other
        ? `--files: two directories would be ${one} for Python`
        : `--files: ${one} and ${other} are in each other, and each can be given once`,
  ],
]

/** Rewords a message of the library for the command line. */
export const optionWords = (message: string): string =>
  MESSAGES.reduce((text, [says, reword]) => text.replace(says, reword), message)
