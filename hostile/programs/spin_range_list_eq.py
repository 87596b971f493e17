list(range(10**6)) == list(range(10**6)) or 1
while [1] * 10**5 == [1] * 10**5: pass
