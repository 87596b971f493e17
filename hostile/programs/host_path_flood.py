from pathlib import Path
while True:
    try: Path("x").read_text()
    except BaseException: pass
