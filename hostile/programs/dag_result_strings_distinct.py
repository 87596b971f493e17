s = "x" * 10**5
[s + str(i) for i in range(10**4)]
