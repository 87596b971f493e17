import { MontyError } from '../dist/index.js'
import { outcomeName } from './outcome-name.mjs'

/** In the words of outcomes.json. An error that is not ours has no name there. */
export const outcomeOf = (error) =>
  error instanceof MontyError ? outcomeName(error) : 'foreign error'
