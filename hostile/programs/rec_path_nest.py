from pathlib import Path
p = Path("a")
for i in range(10**5): p = p / "b"
len(str(p))
