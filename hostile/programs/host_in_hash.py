class A:
    def __hash__(self): return echo(1)
{A() for _ in range(10**5)}
