# The order of sets of numbers, which CPython takes from where they lie in its table.
def lo__table_order(s):
    """The items of a set in CPython's order; anything else as it is."""
    t = type(s)
    if t is not set and t is not frozenset:
        return s
    n = len(s)
    if n < 2 or n > 50000:
        return s
    if lo__histories:
        h = lo__history_of(s)
        if h is not None:
            return h.listed()
    for x in s:
        break
    t = type(x)
    if t is int or t is bool:
        return lo__table_ints(s, n)
    if t is tuple or t is float:
        try:
            return lo__table_of([(lo__table_hash(x), x) for x in s])
        except LookupError:
            pass
    return s


def lo__table_ints(s, n):
    try:
        m = sorted(s)
    except TypeError:
        return s
    for x in m:
        if type(x) is not int and type(x) is not bool:
            try:
                return lo__table_of([(lo__table_hash(x), x) for x in s])
            except LookupError:
                return s
    if m[0] >= 0 and m[-1] < lo__table_size(n) :
        return m
    return lo__table_of([(lo__table_hash(x), x) for x in s])


def lo__table_rest(s):
    """The same for a set that items were taken out of: its table may be far larger than what is left needs."""
    if type(s) is set and s and lo__history_of(s) is None:
        for x in s:
            if type(x) is not int:
                return lo__table_order(s)
        m = sorted(s)
        if m[0] >= 0 and m[-1] < lo__table_size(len(m)) * 16:
            return m
    return lo__table_order(s)


def lo__table_size(n):
    """How large a table is after `n` additions."""
    size = 8
    while True:
        full = ((size - 1) * 3 + 4) // 5
        if n < full:
            return size
        wanted = full * 4 if full <= 50000 else full * 2
        size = 8
        while size <= wanted:
            size *= 2


def lo__table_hash(x):
    t = type(x)
    if t is int or t is bool:
        h = abs(x) % 2305843009213693951
        if x < 0:
            h = -h
        return -2 if h == -1 else h
    if t is float and x - x == 0:
        n, d = lo__m_as_integer_ratio(x)
        if d == 1:
            return lo__table_hash(n)
        h = abs(n) * pow(d, 2305843009213693949, 2305843009213693951) % 2305843009213693951
        if n < 0:
            h = -h
        return -2 if h == -1 else h
    if t is tuple:
        a = 2870177450012600261
        for y in x:
            a = (a + lo__table_hash(y) * 14029467366897019727) & 18446744073709551615
            a = ((a << 31) | (a >> 33)) & 18446744073709551615
            a = (a * 11400714785074694791) & 18446744073709551615
        a = (a + (len(x) ^ 2870177450012600261 ^ 3527539)) & 18446744073709551615
        if a == 18446744073709551615:
            return 1546275796
        return a if a < 9223372036854775808 else a - 18446744073709551616
    raise LookupError


def lo__table_of(pairs):
    """Puts items with their hashes into a table as CPython does; tells the order in which they lie there."""
    mask = 7
    table = [None] * 8
    fill = 0
    for pair in pairs:
        lo__table_put(table, mask, pair)
        fill += 1
        if fill * 5 >= mask * 3:
            wanted = fill * 4 if fill <= 50000 else fill * 2
            size = 8
            while size <= wanted:
                size *= 2
            old = table
            mask = size - 1
            table = [None] * size
            for known in old:
                if known is not None:
                    lo__table_put(table, mask, known)
    return [pair[1] for pair in table if pair is not None]


def lo__table_put(table, mask, pair):
    h = pair[0]
    perturb = h & 18446744073709551615
    i = perturb & mask
    while True:
        if table[i] is None:
            table[i] = pair
            return
        if i + 9 <= mask:
            for j in range(i + 1, i + 10):
                if table[j] is None:
                    table[j] = pair
                    return
        perturb >>= 5
        i = (i * 5 + 1 + perturb) & mask


def lo__sets_told(v):
    """What is printed: the text of a set, or of a container that holds some, else the value itself."""
    t = type(v)
    if t is set or t is frozenset:
        return lo__Told(lo__sets_inner(v, "", []), v, lo__sets_told)
    if t is list or t is tuple or t is dict:
        s = str(v)
        if s.count("{") > (1 if t is dict else 0) or "..." in s:
            return lo__Told(lo__sets_inner(v, s, []), v, lo__sets_told)
    return v


def lo__sets_repr(v):
    s = lo__sets_told(v)
    return repr(v) if s is v else s.text


def lo__sets_inner(v, s, around):
    t = type(v)
    if t is not set and t is not frozenset and t is not list and t is not tuple and t is not dict:
        return s or repr(v)
    for o in around:
        if o is v:
            return "[...]" if t is list else "(...)" if t is tuple else "{...}"
    around = around + [v]
    if t is dict:
        items = [f"{lo__sets_inner(k, '', around)}: {lo__sets_inner(x, '', around)}" for k, x in v.items()]
        return "{" + ", ".join(items) + "}"
    inner = ", ".join([lo__sets_inner(x, "", around) for x in lo__table_order(v)])
    if t is list:
        return f"[{inner}]"
    if t is tuple:
        return f"({inner},)" if len(v) == 1 else f"({inner})"
    if not v:
        return "set()" if t is set else "frozenset()"
    return f"{{{inner}}}" if t is set else f"frozenset({{{inner}}})"


def lo__sets_told_late(vs):
    """What `print` is given, told once all of it is there."""
    return [lo__sets_told(v) for v in vs]


def lo__told_late(vs):
    """The same where classes of the program's may be shown too."""
    return [lo__told_sets(v) for v in vs]


def lo__told_sets(v):
    """The same where classes of the program's may be shown too."""
    s = lo__told_object(v)
    return lo__sets_told(v) if s is v else s


def lo__hash(o):
    """`hash(o)` of numbers and of tuples and frozen sets of them as CPython tells it."""
    t = type(o)
    if t is int or t is bool or t is float or t is tuple:
        try:
            if t is float and o in (float("inf"), float("-inf")):
                return 314159 if o > 0 else -314159
            return lo__table_hash(o)
        except LookupError:
            return hash(o)
    if isinstance(o, tuple):
        return lo__hash(tuple(o))
    h = hash(o)
    # What holds a value of a built-in type has its hash.
    if hasattr(o, "lo__value") and h == hash(o.lo__value):
        return lo__hash(o.lo__value)
    return h
