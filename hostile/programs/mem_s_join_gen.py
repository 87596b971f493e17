x = ",".join("abc" * 100 for _ in range(10**9))
