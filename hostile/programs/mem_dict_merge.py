d = {i: i for i in range(1000)}
parts = []
while True: parts.append(d | {})
