x = [[i] for i in range(10**5)]
y = [[i] for i in range(10**5)]
while x == y: pass
