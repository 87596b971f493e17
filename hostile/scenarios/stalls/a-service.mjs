const PROGRAMS = {
  '': '{f"k{i}": i for i in range(150_000)}',
  '/events': 'for i in range(900):\n    await take([{"a": j} for j in range(500)])\n1',
}

export default {
  about: 'a service that is asked for a large outcome, and for the events of many large calls',
  outcomes: ['ok'],
  async run({ open, library }) {
    const take = library.tool({
      input: { type: 'object', properties: { x: {} } },
      execute: async () => 1,
    })
    const runtime = open({ typeCheck: false, tools: { take } })
    const service = library.pythonService(runtime, { authenticate: () => 'ada' })
    for (const [what, code] of Object.entries(PROGRAMS)) {
      const begun = await service(
        new Request('http://host/runs', { method: 'POST', body: JSON.stringify({ code }) }),
      )
      const { id } = await begun.json()
      for (;;) {
        const response = await service(new Request(`http://host/runs/${id}${what}`))
        for await (const _ of response.body);
        if (response.status !== 202) break
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    return 'ok'
  },
}
