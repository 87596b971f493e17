from pathlib import Path
while True:
    try: Path("x").write_text("y" * 10**6)
    except BaseException: pass
