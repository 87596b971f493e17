// A tool whose calls a person has to approve, for scenarios that count what was paid.

/** The key by which runtimes seal their tokens. */
export const KEY = 'a secret of thirty-two bytes, no less'

/** Writes down in `paid` what it was called with. */
export const payingTool = (library, paid) =>
  library.tool({
    input: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] },
    needsApproval: true,
    execute: async ({ n }) => {
      paid.push(n)
      return n
    },
  })
