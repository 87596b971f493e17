class A:
    def __eq__(self, o): return echo(False)
1 in [A()] * 10**5
