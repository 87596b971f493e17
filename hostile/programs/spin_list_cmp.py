x = [0] * 10**6
y = [0] * 10**6
while not x < y: pass
