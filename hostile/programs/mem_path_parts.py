from pathlib import Path
k = []
p = Path("/".join(["a"] * 10**5))
while True: k.append(p.parts)
