IMPORTS = "import random"

WHAT = ["random()", "randint(1, 100)", "randrange(0, 100, 7)", "uniform(-2, 5)", "choice('abcdef')", "choices([1, 2, 3], weights=[1, 5, 2], k=6)",
        "sample(range(100), 6)", "gauss(0, 1)", "normalvariate(5, 2)", "expovariate(1.5)", "betavariate(2, 3)", "triangular(1, 9, 3)",
        "lognormvariate(0, 1)", "paretovariate(3)", "weibullvariate(1, 2)", "gammavariate(2, 1)", "vonmisesvariate(1, 2)", "getrandbits(70)",
        "randbytes(5)", "sample(['a', 'b', 'c', 'd'], 3)", "choices('xyz', k=4)", "sample([1, 2], 3, counts=[2, 2])"]


def expression(choose):
    return f"random.Random({choose.choice([str(choose.randint(0, 10 ** 6)), repr('seed' + str(choose.randint(0, 99)))])}).{choose.choice(WHAT)}"
