x = ValueError(1)
for i in range(40): x = ExceptionGroup("g", [x, x])
raise x
