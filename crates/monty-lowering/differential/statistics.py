IMPORTS = "import statistics\nfrom decimal import Decimal"

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
        return repr([choose.uniform(-1, 1) * 10.0 ** choose.randint(-18, 9) for _ in range(size)])
    return "[" + ", ".join([f"Decimal('{choose.randint(-999, 999) / 100}')" for _ in range(size)]) + "]"


def expression(choose):
    kind = choose.random()
    if kind < 0.7:
        return f"statistics.{choose.choice(OF_ONE)}({data(choose)})"
    if kind < 0.8:
        name = choose.choice(["covariance", "correlation", "linear_regression"])
        size = choose.randint(0, 8)
        pair = [repr([round(choose.uniform(-9, 9), 2) for _ in range(size)]) for _ in range(2)]
        return f"statistics.{name}({pair[0]}, {pair[1]})"
    if kind < 0.85:
        method = choose.choice(["exclusive", "inclusive"])
        return f"statistics.quantiles({data(choose)}, n={choose.randint(1, 12)}, method={method!r})"
    normal = f"statistics.NormalDist({round(choose.uniform(-9, 9), 2)}, {round(choose.uniform(0, 4), 2)})"
    what = choose.choice(["inv_cdf(p)", "cdf(x)", "pdf(x)", "zscore(x)", "quantiles(4)", "mean", "variance"])
    what = what.replace("(p)", f"({choose.random()})").replace("(x)", f"({round(choose.uniform(-9, 9), 2)})")
    return f"{normal}.{what}"
