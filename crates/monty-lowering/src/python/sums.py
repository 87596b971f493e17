# Sums, to which CPython adds what each addition of floats loses.
def lo__sum(xs, /, start=0):
    if type(xs) is range and type(start) is int:
        return sum(xs, start)
    if type(xs) is list or type(xs) is tuple:
        total = lo__sum_sure(xs) if len(xs) > 255 and type(start) is int and start == 0 else None
        return lo__sum_end(*lo__sum_part(xs, start, 0.0)) if total is None else total
    # However many there are, they are never held at once.
    import itertools
    xs = iter(xs)
    total = start
    lost = 0.0
    while True:
        part = list(itertools.islice(xs, 1024))
        if part:
            total, lost = lo__sum_part(part, total, lost)
        if len(part) < 1024:
            return lo__sum_end(total, lost)


def lo__sum_end(total, lost):
    return total + lost if lost and lost - lost == 0 else total


def lo__sum_part(xs, start, lost):
    """The sum and what was lost of it, which is None once things were added that are no numbers."""
    total = sum(xs, start)
    if lost is None or type(total) is int:
        return total, lost
    if type(total) is not float or total - total != 0:
        return (sum(xs, start + lost) if lost else total), None
    n = len(xs)
    i = 0
    total = start
    if type(start) is not float:
        while i < n and (type(xs[i]) is int or type(xs[i]) is bool):
            i += 1
        total = sum(xs[:i], start)
        if not -9223372036854775808 <= total <= 9223372036854775807:
            # Beyond a word nothing is kept of what is lost.
            return sum(xs[i:], total), None
        if i < n:
            total = total + xs[i]
            i += 1
    rest = xs[i:] if i else xs
    if type(total) is float and set(map(type, rest)) == {float}:
        for x in rest:
            s = total + x
            if total >= x >= 0.0 or abs(total) >= abs(x):
                lost += (total - s) + x
            else:
                lost += (x - s) + total
            total = s
        return total, lost
    while i < n and type(total) is float:
        x = xs[i]
        t = type(x)
        if t is float:
            s = total + x
            lost += (total - s) + x if abs(total) >= abs(x) else (x - s) + total
            total = s
        elif t is int or t is bool:
            total += x
        else:
            break
        i += 1
    if i < n:
        return sum(xs[i:], lo__sum_end(total, lost)), None
    return total, lost


def lo__sum_sure(xs):
    """The sum of many floats where it is certain to be the exact one, rounded: the bound on what the losses lose decides."""
    if type(xs[0]) is not float or set(map(type, xs)) != {float}:
        return None
    import math
    n = len(xs)
    biggest = max(max(xs), -min(xs))
    if not biggest * n < 1e300:
        return None
    total = math.fsum(xs)
    if not abs(total) > 1e-280:
        return None
    rest = math.fsum(xs + [-total] if type(xs) is list else xs + (-total,))
    room = math.ulp(total)
    if abs(math.frexp(total)[0]) == 0.5:
        room /= 2
    return total if abs(rest) + n * n * n * biggest * 2.0**-104 < room / 2 else None
