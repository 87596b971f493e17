import type { JsonSchema } from '../json-schema.js'
import { closestNames } from '../../hints/closest.js'
import { shown } from './mismatch.js'

/** Limits of a list in a message: models pay for each value. */
const MAX_SHOWN = 20
const MAX_CHARACTERS = 400

/** Lists values for a message or a comment: all of them, or the first ones and the total. */
export function listed(
  choices: readonly unknown[],
  show: (value: unknown) => string = shown,
): string {
  const texts: string[] = []
  let length = 0
  for (const choice of choices.slice(0, MAX_SHOWN)) {
    const text = show(choice)
    length += text.length + 2
    if (length > MAX_CHARACTERS && texts.length > 0) break
    texts.push(text)
  }
  const list = texts.join(', ')
  return texts.length === choices.length
    ? list
    : `${list}, … (${choices.length.toLocaleString('en-US')} in all)`
}

/** The message for a value that is none of the choices. */
export function choicesMismatch(choices: readonly unknown[], value: unknown): string {
  const list = listed(choices)
  const message = `must be one of ${list}, not ${shown(value)}`
  if (!list.endsWith(' in all)') || typeof value !== 'string') return message
  const names = choices.filter((one): one is string => typeof one === 'string')
  const close = closestNames(value, names)
  return close.length === 0 ? message : `${message}: did you mean ${close.map(shown).join(' or ')}?`
}

/** Up to this many alternatives are described by their separate mismatches. */
const FEW = 5

/** The choices that more than `FEW` alternatives allow, if each is a `const` or an `enum`. */
export function onlyChoices(alternatives: readonly JsonSchema[]): unknown[] | undefined {
  if (alternatives.length <= FEW) return undefined
  const choices: unknown[] = []
  for (const one of alternatives) {
    if (typeof one === 'boolean') return undefined
    if (one.enum !== undefined) choices.push(...one.enum)
    else if ('const' in one) choices.push(one.const)
    else return undefined
  }
  return choices
}

/** Joins the mismatches of several alternatives. */
export function severalReasons(reasons: ReadonlySet<string>): string {
  const all = [...reasons]
  const others = all.length - FEW
  return others > 0
    ? `${all.slice(0, FEW).join(', or ')}, or fit one of ${others} other alternatives`
    : all.join(', or ')
}
