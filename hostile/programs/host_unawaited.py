xs = [later(i) for i in range(900)]
1
