IMPORTS = "import statistics\nfrom decimal import Decimal\nfrom fractions import Fraction"

OF_ONE = ("mean fmean median median_low median_high mode multimode variance pvariance stdev pstdev geometric_mean "
          "harmonic_mean quantiles median_grouped").split()


def data(choose, kind=None):
    size = choose.choice([0, 1, 2, 3, 5, 9, 20])
    kind = kind or choose.choice(["int", "float", "price", "mixed", "wide", "decimal"])
    if kind == "int":
        return repr([choose.randint(-20, 20) for _ in range(size)])
    if kind == "float":
        return repr([choose.uniform(-5, 5) for _ in range(size)])
    if kind == "price":
        return repr([round(choose.uniform(0, 100), 2) for _ in range(size)])
    if kind == "mixed":
        return repr([choose.choice([choose.randint(-9, 9), round(choose.uniform(-9, 9), 3)]) for _ in range(size)])
    if kind == "wide":
        return repr([choose.uniform(-1, 1) * 10.0 ** choose.randint(-18, 5) for _ in range(size)])
    return "[" + ", ".join([f"Decimal('{choose.randint(-999, 999) / 100}')" for _ in range(size)]) + "]"


def weighted(choose):
    size = choose.randint(0, 6)
    numbers = [round(choose.uniform(0, 9), 2) for _ in range(size)]
    weights = [choose.randint(0, 4) for _ in range(size if choose.random() < 0.9 else size + 1)]
    pair = [repr([round(choose.uniform(-9, 9), 2) for _ in range(size)]) for _ in range(2)]
    return choose.choice([
        f"statistics.fmean({numbers}, {weights})", f"statistics.fmean({numbers}, weights={weights})",
        f"statistics.harmonic_mean({numbers}, weights={weights})", f"statistics.variance({numbers}, {round(choose.uniform(0, 9), 2)})",
        f"statistics.pvariance({numbers}, mu={round(choose.uniform(0, 9), 2)})", f"statistics.pstdev({numbers}, {round(choose.uniform(0, 9), 2)})",
        f"statistics.stdev({numbers}, xbar={round(choose.uniform(0, 9), 2)})", f"statistics.linear_regression({pair[0]}, {pair[1]}, proportional=True)",
        f"statistics.median_grouped({numbers}, {choose.choice([1, 2, 5])})", f"statistics.mode({[repr(n)[:1] for n in numbers]})",
        f"statistics.multimode({''.join([repr(n)[:1] for n in numbers])!r})", f"statistics.mean(iter({numbers}))", f"statistics.mean({set(numbers)})",
        f"statistics.median(x for x in {numbers})", f"statistics.mean([Fraction(1, {choose.randint(1, 9)}), Fraction({choose.randint(0, 9)}, 7)])",
        f"statistics.variance([Fraction({choose.randint(0, 9)}, 7), Fraction(2, 3), 1])", f"statistics.mean([True, False, {choose.randint(0, 3)}])",
    ])


def expression(choose):
    kind = choose.random()
    if kind < 0.7:
        return f"statistics.{choose.choice(OF_ONE)}({data(choose)})"
    if kind < 0.8:
        name = choose.choice(["covariance", "correlation", "linear_regression"])
        size = choose.randint(0, 8)
        pair = [repr([round(choose.uniform(-9, 9), 2) for _ in range(size)]) for _ in range(2)]
        return f"statistics.{name}({pair[0]}, {pair[1]})"
    if kind < 0.83:
        return weighted(choose)
    if kind < 0.88:
        method = choose.choice(["exclusive", "inclusive"])
        return f"statistics.quantiles({data(choose)}, n={choose.randint(1, 12)}, method={method!r})"
    normal = f"statistics.NormalDist({round(choose.uniform(-9, 9), 2)}, {round(choose.uniform(0, 4), 2)})"
    if choose.random() < 0.5:
        other = f"statistics.NormalDist({round(choose.uniform(-9, 9), 2)}, {round(choose.uniform(0.1, 4), 2)})"
        number = round(choose.uniform(-3, 3), 2)
        return choose.choice([
            f"{normal} {choose.choice(['+', '-', '*', '/'])} {number}", f"{normal} {choose.choice(['+', '-', '=='])} {other}", f"-{normal}",
            f"round({normal}.overlap({other}), 12)", f"statistics.NormalDist.from_samples({data(choose, 'float')})", f"hash({normal}) == hash({normal})",
            f"{normal}.{choose.choice(['stdev', 'median', 'mode'])}", f"{number} * {normal}", f"{number} + {normal}",
        ])
    what = choose.choice(["inv_cdf(p)", "cdf(x)", "pdf(x)", "zscore(x)", "quantiles(4)", "mean", "variance"])
    what = what.replace("(p)", f"({choose.random()})").replace("(x)", f"({round(choose.uniform(-9, 9), 2)})")
    return f"round({normal}.{what}, 12)" if "cdf(" in what else f"{normal}.{what}"
