from pathlib import Path
while True: (Path("a") / "b" / "c").parent.name
