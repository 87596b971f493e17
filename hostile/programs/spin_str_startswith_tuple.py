x = "a".startswith(("b",) * 10**7)
while True: "a".startswith(("b",) * 10**5)
