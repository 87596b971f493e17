x = ValueError("a")
for i in range(1000): x = ValueError(x, "b" * 1000)
x
