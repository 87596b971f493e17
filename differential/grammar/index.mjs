import { Random } from '../random.mjs'
import { classes } from './classes.mjs'
import { data } from './data.mjs'
import { exceptions } from './exceptions.mjs'
import { forms } from './forms.mjs'
import { generators } from './generators.mjs'
import { lazy } from './lazy.mjs'
import { standing } from './standing.mjs'

export const KINDS = { classes, data, exceptions, forms, generators, lazy, standing }

/** The program of a seed. */
export function programOf(kind, seed) {
  return `${KINDS[kind](new Random(seed)).join('\n')}\n`
}
