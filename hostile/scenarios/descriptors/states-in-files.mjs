export default {
  about: 'states that are too many for memory, and their files',
  outcomes: ['ok'],
  async run({ library, isolation }) {
    if (isolation === 'none') return 'ok'
    const pool = await library.MontyPool.create({ maxWorkers: 1, stateMemoryBytes: 1_000_000 })
    const sessions = []
    for (let i = 0; i < 20; i++) {
      const session = new library.MontySession({ isolation: pool })
      await session.feedAsync('x = list(range(100_000))')
      sessions.push(session)
    }
    for (const session of sessions) {
      if ((await session.feedAsync('len(x)')) !== 100_000) return 'lost'
      session.dispose()
    }
    await pool.close()
    return 'ok'
  },
}
