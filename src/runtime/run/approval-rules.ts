import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { checkedTenant, isOwn } from '../tenants/owner.js'
import { wallClockNow } from '../../core/timers.js'

/** What is allowed without asking, and for how long. */
export interface ApprovalRule<I = any> {
  /** The tool, by its full name. */
  readonly tool: string
  /** The conversation in which it is allowed. Default: all of the runtime. */
  readonly conversation?: string
  /** The tenant whose runs they are. Default: all, and those that are for nobody in particular. */
  readonly tenant?: string
  /** For how long, in ms. Default one day. */
  readonly expiresInMs?: number
  /** Which calls, by their checked input. Default: all. What it throws allows nothing. */
  readonly when?: (input: I) => boolean
}

interface Allowed extends ApprovalRule {
  readonly until: number
}

const DAY_MS = 24 * 60 * 60 * 1_000
const MAX_RULES = 10_000
const KNOWN = namesOf<ApprovalRule>({
  tool: true,
  conversation: true,
  tenant: true,
  expiresInMs: true,
  when: true,
})

/** What people have allowed for a time: calls that need an approval and that nobody is asked about meanwhile. */
export class ApprovalRules {
  #rules: Allowed[] = []

  /** Allows calls. What it returns takes that back. */
  add(rule: ApprovalRule, tools: Readonly<Record<string, unknown>>): () => void {
    checkNames(rule, KNOWN, 'allow')
    const { tool, conversation, expiresInMs = DAY_MS, when } = rule
    if (typeof tool !== 'string' || !Object.hasOwn(tools, tool)) {
      throw new MontyUsageError(`allow: this runtime has no tool ${tool}`)
    }
    if (conversation !== undefined && typeof conversation !== 'string') {
      throw new MontyUsageError('allow: conversation must be a string')
    }
    checkedTenant(rule.tenant)
    if (typeof expiresInMs !== 'number' || !(expiresInMs > 0)) {
      throw new MontyUsageError('allow: expiresInMs must be a number above 0')
    }
    if (when !== undefined && typeof when !== 'function') {
      throw new MontyUsageError('allow: when must be a function of the input')
    }
    const now = wallClockNow()
    const allowed: Allowed = { ...rule, until: now + expiresInMs }
    this.#rules = [...this.#rules.filter(({ until }) => until > now), allowed].slice(-MAX_RULES)
    return () => {
      this.#rules = this.#rules.filter((one) => one !== allowed)
    }
  }

  allows(
    tool: string,
    input: unknown,
    { conversation, tenant }: { conversation: string | undefined; tenant: string | undefined },
  ): boolean {
    if (this.#rules.length === 0) return false
    const now = wallClockNow()
    return this.#rules.some(
      (rule) =>
        rule.tool === tool &&
        rule.until > now &&
        (rule.conversation === undefined || rule.conversation === conversation) &&
        isOwn(tenant, rule.tenant) &&
        isWhen(rule, input),
    )
  }
}

function isWhen({ when }: ApprovalRule, input: unknown): boolean {
  if (when === undefined) return true
  try {
    // A promise is no yes.
    return (when(input) as unknown) === true
  } catch {
    return false
  }
}
