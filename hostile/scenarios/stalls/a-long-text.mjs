export default {
  about: 'a text of 50 MB as a result, and one of 48 MB that is not ASCII',
  outcomes: ['ok'],
  async run({ run }) {
    return (
      [await run('"x" * 50_000_000'), await run('"é" * 24_000_000')].find((one) => one !== 'ok') ??
      'ok'
    )
  },
}
