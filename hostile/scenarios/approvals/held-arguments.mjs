import { KEY } from '../../paying-tool.mjs'

export default {
  about: 'calls that wait with twenty megabytes each',
  outcomes: ['memory'],
  async run({ open, library, statusOf }) {
    const take = library.tool({
      input: { type: 'object', properties: { x: { type: 'string' } } },
      needsApproval: true,
      execute: async () => 1,
    })
    const runtime = open({ approvals: 'together', tools: { take }, snapshots: { key: KEY } })
    return statusOf(
      await runtime.execute(
        'import asyncio\ns = "x" * 20_000_000\nawait asyncio.gather(*[take(s) for i in range(900)])',
      ).outcome,
    )
  },
}
