s = "\t" * 10**4
while True: s.expandtabs(1000)
