s = "a" * 10**7
k = [s.isalpha() for _ in range(10**9)]
