[type("T%d" % i, (), {}) for i in range(10**4)]
