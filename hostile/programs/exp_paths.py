from pathlib import Path
[Path("a%d" % i) for i in range(10**5)]
