export default {
  about: 'a million integers that JSON lacks, shown to a model',
  outcomes: ['ok'],
  async run({ open, library }) {
    const runtime = open({})
    await library.pythonTool(runtime).execute({ code: '[(1 << 70) + i for i in range(1_000_000)]' })
    return 'ok'
  },
}
