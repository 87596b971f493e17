export default {
  about: 'files in memory that grow',
  outcomes: ['error', 'memory', 'environmentCalls', 'duration', 'ok'],
  run: ({ run, library }) =>
    run('f = open("/a", "w")\nwhile True:\n    f.write("x" * 1_000_000)', {
      files: new library.MemoryFileSystem(),
    }),
}
