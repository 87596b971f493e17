export default {
  about: 'twenty thousand imports of what is not there',
  outcomes: ['unsupported', 'error', 'type', 'syntax'],
  run: ({ execute }) =>
    execute(Array.from({ length: 12_000 }, (_, i) => `import no_${i}`).join('\n')),
}
