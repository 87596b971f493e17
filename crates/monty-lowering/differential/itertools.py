IMPORTS = """import itertools
import operator

def taken(n, iterable):
    return list(itertools.islice(iterable, n))"""


def items(choose, most=6):
    kind = choose.random()
    size = choose.randint(0, most)
    if kind < 0.5:
        return repr([choose.randint(-3, 5) for _ in range(size)])
    if kind < 0.7:
        return repr("".join([choose.choice("abcd") for _ in range(size)]))
    if kind < 0.85:
        return f"range({size})"
    return f"(x * 2 for x in {[choose.randint(0, 4) for _ in range(size)]})"


def numbers(choose):
    return repr([choose.choice([choose.randint(-5, 9), round(choose.uniform(-3, 3), 2)]) for _ in range(choose.randint(0, 6))])


def expression(choose):
    a, b = items(choose), items(choose)
    n = choose.randint(0, 4)
    plain = repr([choose.randint(-3, 5) for _ in range(choose.randint(0, 6))])
    calls = [
        f"list(itertools.accumulate({numbers(choose)}))", f"list(itertools.accumulate({numbers(choose)}, operator.mul))",
        f"list(itertools.accumulate({numbers(choose)}, max, initial={n}))",
        f"list(itertools.accumulate({numbers(choose)}, func=lambda x, y: x - y, initial=None))",
        f"list(itertools.chain.from_iterable([{a}, {b}]))", f"list(itertools.combinations({items(choose, 5)}, {n}))",
        f"list(itertools.combinations_with_replacement({items(choose, 4)}, {choose.randint(0, 3)}))",
        f"list(itertools.compress({a}, {plain}))", f"taken({n}, itertools.count({choose.choice(['', '5', '1.5, 0.5', '10, -3', 'step=2', 'start=3'])}))",
        f"taken({n + 5}, itertools.cycle({a}))", f"list(itertools.dropwhile(lambda x: x < {n}, {plain}))",
        f"list(itertools.takewhile(lambda x: x < {n}, {plain}))", f"list(itertools.filterfalse(lambda x: x % 2, {plain}))",
        f"list(itertools.filterfalse(None, {plain}))", f"[(k, list(g)) for k, g in itertools.groupby({a})]",
        f"[(k, list(g)) for k, g in itertools.groupby({plain}, key=lambda x: x % 2)]",
        f"[k for k, g in itertools.groupby(sorted({plain}))]",
        f"list(itertools.islice({a}, {choose.choice([str(n), f'{n}, None', f'{n}, {n + 2}', f'1, 9, {max(n, 1)}', 'None', '-1', '0, 4, 0'])}))",
        f"list(itertools.pairwise({a}))", f"list(itertools.permutations({items(choose, 4)}, {choose.choice(['None', '0', '1', '2', '3', '5'])}))",
        f"list(itertools.permutations({items(choose, 4)}))", f"list(itertools.product({items(choose, 3)}, {items(choose, 3)}))",
        f"list(itertools.product({items(choose, 3)}, repeat={choose.randint(0, 2)}))", f"list(itertools.repeat({n}, {choose.randint(-1, 4)}))",
        f"list(itertools.repeat(object={n}, times={choose.randint(-1, 4)}))", f"taken(3, itertools.repeat({n}))",
        f"list(itertools.starmap(pow, [({n}, 2), (2, {n})]))", f"[list(t) for t in itertools.tee({a}, {choose.randint(0, 3)})]",
        f"list(itertools.zip_longest({a}, {b}))", f"list(itertools.zip_longest({a}, {b}, fillvalue={n}))",
        f"(lambda t: (next(t[0], 'end'), list(t[1]), list(t[0])))(itertools.tee({a}))",
        f"(lambda c: (next(c), next(c), next(c)))(itertools.count({n}))",
        f"(lambda i: (taken(2, i), list(i)))(iter({a}))", f"dict(zip({a}, itertools.count({n})))",
    ]
    return choose.choice(calls)
