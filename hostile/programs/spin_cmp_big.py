x = (1 << 10**8)
y = (1 << 10**8)
while x == y: pass
