export default {
  about: 'nine hundred errors of a tool have a message of a megabyte each',
  outcomes: ['ok'],
  async run({ library, execute }) {
    const bad = library.tool({
      input: {},
      execute: async () => {
        throw new Error(`${Math.random()}`.padEnd(1_000_000, 'x'))
      },
    })
    const code = `
for i in range(900):
    try:
        await bad()
    except Exception:
        pass
`
    return execute(code, { tools: { bad } })
  },
}
