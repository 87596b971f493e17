export default {
  about: 'Python inside Python without end',
  outcomes: ['ok', 'error'],
  run: ({ run, library }) =>
    run('await deeper()', {
      externalFunctions: {
        deeper: library.tool({
          input: {},
          execute: async (_, { subExecute }) => (await subExecute('await deeper()')).status,
        }),
      },
    }),
}
