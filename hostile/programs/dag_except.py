x = (ValueError,)
for i in range(40): x = (x, x)
try: raise KeyError()
except x: 1
