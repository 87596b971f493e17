import { readFileSync } from 'node:fs'
import { type Recorded, recordedOf } from '../support/answers.js'

export { Answers, type Recorded } from '../support/answers.js'

const folder = new URL('agent/', import.meta.url)

export const readRecorded = (name: string): Recorded =>
  recordedOf(
    readFileSync(new URL(`${name}.py`, folder), 'utf8'),
    readFileSync(new URL(`${name}.json`, folder), 'utf8'),
  )
