import { nodeCrypto } from '../../core/node.js'
import { wallClockNow } from '../../core/timers.js'
import type { Person } from './options.js'

const HOUR_MS = 60 * 60 * 1_000
/** The number of hours for which a form can be sent. */
const HOURS = 24

/** The CSRF token of a form: only a page rendered for the person contains it. */
export function formToken(secret: string, person: Person): string {
  const hour = Math.floor(wallClockNow() / HOUR_MS)
  return `${hour}.${proof(secret, person, hour)}`
}

/** Whether a form was rendered for the person, recently, and sent from this origin. */
export function isOwnForm(
  request: Request,
  token: string,
  secret: string,
  person: Person,
): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const [, hour = '', given = ''] = /^(\d{1,10})\.([\w-]+)$/.exec(token) ?? []
  const age = Math.floor(wallClockNow() / HOUR_MS) - Number(hour)
  if (!(age >= 0 && age <= HOURS)) return false
  const [one, other] = [Buffer.from(given), Buffer.from(proof(secret, person, Number(hour)))]
  return one.length === other.length && nodeCrypto().timingSafeEqual(one, other)
}

const proof = (secret: string, { id }: Person, hour: number): string =>
  nodeCrypto().createHmac('sha256', secret).update(`inbox form\n${hour}\n${id}`).digest('base64url')

/** A short digest of the run's state on a page; it differs for each pause of the run. */
export const stateOf = (token: string): string =>
  nodeCrypto().createHash('sha256').update(`inbox state\n${token}`).digest('base64url').slice(0, 22)
