first = []
last = first
for _ in range(900):
    last.append([])
    last = last[0]
last.append(first)
first
