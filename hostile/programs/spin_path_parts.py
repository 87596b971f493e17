from pathlib import Path
p = Path("/".join("ab" * 5 * 10**5))
while True: p.parent
