import { tool } from 'monty-node'
import { z } from 'zod'

const orders = [
  { id: 7, customer: 'Ada', cents: 4_200, isLost: true },
  { id: 8, customer: 'Bob', cents: 900, isLost: false },
  { id: 9, customer: 'Cleo', cents: 15_000, isLost: true },
]

/** What was refunded, by the number of its order. */
export const refunded = new Map<number, number>()

export const tools = {
  list_orders: tool({
    description: 'The orders of this week.',
    input: z.object({}),
    output: z.array(
      z.object({ id: z.int(), customer: z.string(), cents: z.int(), isLost: z.boolean() }),
    ),
    execute: () => orders,
  }),
  refund: tool({
    description: 'Gives a customer their money back.',
    input: z.object({
      order: z.int().describe('The number of the order.'),
      cents: z.int().describe('How much, in cents.'),
      reason: z.string().describe('What the customer is told.'),
    }),
    // Small ones are made at once.
    needsApproval: ({ cents }) => cents > 1_000,
    execute: ({ order, cents }) => {
      refunded.set(order, cents)
      return `refunded ${cents} for order ${order}`
    },
  }),
}
