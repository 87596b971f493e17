import { readFileSync } from 'node:fs'

/** The Python of `bench/programs`, which all contenders share. */
export const program = (name) =>
  readFileSync(new URL(`../programs/${name}.py`, import.meta.url), 'utf8')
