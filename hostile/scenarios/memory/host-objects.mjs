export default {
  about: 'host objects that Python keeps by the thousand',
  outcomes: ['ok', 'hostCalls'],
  run: ({ run, library }) => {
    const note = () => ({ text: 'x'.repeat(1_000) })
    return run('[make() for i in range(900)]', {
      externalFunctions: { make: () => library.hostObject(note(), { attributes: ['text'] }) },
    })
  },
}
