export default {
  about: 'output for a reader of events that reads nothing',
  outcomes: ['ok', 'duration'],
  async run({ open, statusOf }) {
    const runtime = open({})
    const execution = runtime.execute('for i in range(2000):\n    print("x" * 5000)')
    const events = execution.events[Symbol.asyncIterator]()
    await events.next()
    return statusOf(await execution.outcome)
  },
}
