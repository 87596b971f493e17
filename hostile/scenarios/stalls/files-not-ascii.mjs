export default {
  about: 'files of tens of megabytes that are not ASCII, written and read',
  outcomes: ['ok'],
  run: ({ run, library }) =>
    run(
      'from pathlib import Path\nPath("/a").write_text("🙂" * 3_000_000)\n' +
        'for i in range(2):\n    with open("/b", "a") as f:\n        f.write("é" * 5_000_000)\n' +
        'len(Path("/b").read_text())',
      { files: new library.MemoryFileSystem(), limits: { maxDurationMs: 20_000 } },
    ),
}
