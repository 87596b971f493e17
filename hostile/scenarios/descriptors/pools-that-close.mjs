export default {
  about: 'thirty pools that are opened and closed',
  outcomes: ['ok'],
  async run({ library }) {
    for (let i = 0; i < 30; i++) {
      const pool = await library.MontyPool.create({ maxWorkers: 2, minWorkers: 2 })
      await library.runMontyAsync(new library.Monty('1'), { isolation: pool })
      await pool.close()
    }
    return 'ok'
  },
}
