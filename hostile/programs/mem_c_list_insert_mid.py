x = []
while True: x.insert(len(x) // 2, "y" * 100)
