s = "{0" + "[0]" * 10**5 + "}"
x = []
x.append(x)
s.format(x)
