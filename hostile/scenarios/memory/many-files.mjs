export default {
  about: 'a hundred thousand files in memory',
  outcomes: ['error', 'memory', 'environmentCalls', 'duration', 'ok'],
  run: ({ run, library }) =>
    run('from pathlib import Path\nfor i in range(99_000):\n    Path(f"/{i}").write_text("x")', {
      files: new library.MemoryFileSystem(),
    }),
}
