import { MontyUsageError } from '../../core/errors.js'
import { checkNames, namesOf } from '../../core/option-checks.js'
import { checkedTenant, isOwn } from '../tenants/owner.js'
import { wallClockNow } from '../../core/timers.js'

/** A rule that allows calls of a tool without a decision for a time. */
export interface ApprovalRule<I = any> {
  /** Full name of the tool. */
  readonly tool: string
  /** The conversation to which the rule applies. Default: all of the runtime. */
  readonly conversation?: string
  /** The tenant to whose runs the rule applies. Default: all, and runs without a tenant. */
  readonly tenant?: string
  /** Lifetime of the rule, in ms. Default one day. */
  readonly expiresInMs?: number
  /** Condition on the validated input. Default: all calls. If it throws, the rule does not apply. */
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

/** The approval rules of a runtime. */
export class ApprovalRules {
  #rules: Allowed[] = []

  /** Adds a rule. Returns a function that removes it. */
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
    // Only `true` allows a call; a promise does not.
    return (when(input) as unknown) === true
  } catch {
    return false
  }
}
