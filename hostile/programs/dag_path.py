from pathlib import Path
x = Path("a" * 10**5)
[x] * 10**4
