export default {
  about: 'a result of shared parts, shown to a model',
  outcomes: ['ok', 'result', 'unconvertible', 'memory'],
  async run({ open, library }) {
    const runtime = open({})
    const python = library.pythonTool(runtime)
    await python.execute({ code: 'x = [1]\nfor _ in range(60):\n    x = [x, x]\nx' })
    return 'ok'
  },
}
