e = ValueError("x")
for i in range(10**6): e.add_note("n" * 1000)
raise e
