s = "a" * 10**7
t = "a" * 10**7
while s == t: pass
