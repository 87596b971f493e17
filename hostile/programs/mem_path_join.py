from pathlib import Path
p = Path("a")
while True: p = p / ("x" * 1000)
