export default {
  about: 'an exception and a path with texts of 20 MB as a result',
  outcomes: ['ok', 'memory', 'result'],
  run: ({ run }) =>
    run('from pathlib import Path\n[ValueError("é" * 10_000_000), Path("é" * 10_000_000)]'),
}
