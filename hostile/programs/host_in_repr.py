class A:
    def __repr__(self): return echo("x")
repr([A()] * 10**5)
