export default {
  about: 'six hundred runs that wait are aborted at once',
  outcomes: ['ok'],
  async run({ run }) {
    const stop = new AbortController()
    const runs = Array.from({ length: 600 }, () => run('while True: pass', { signal: stop.signal }))
    setTimeout(() => stop.abort(), 300)
    await Promise.all(runs)
    return 'ok'
  },
}
