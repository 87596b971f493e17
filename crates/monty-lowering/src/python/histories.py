# The tables of sets whose order their items do not tell: displays of constants, unions, and sets that items were taken out of.
# The latest are kept.
lo__histories = []
lo__GONE = (0, None)


class lo__History:
    """The table of a set, as CPython has it."""

    def __init__(self, of, items=()):
        self.of = of
        self.table = [None] * 8
        self.mask = 7
        self.fill = 0
        self.items = set()
        self.finger = 0
        # What is to be done first: (operation, operands).
        self.recipe = None
        for x in items:
            self.put(x)

    def listed(self):
        return [pair[1] for pair in self.table if pair is not None and pair is not lo__GONE]

    def put(self, x):
        if x in self.items:
            return
        pair = (lo__table_hash(x), x)
        self.items.add(x)
        table = self.table
        mask = self.mask
        perturb = pair[0] & 18446744073709551615
        i = perturb & mask
        free = None
        while True:
            for j in range(i, i + 10 if i + 9 <= mask else i + 1):
                if table[j] is None:
                    if free is not None:
                        table[free] = pair
                        return
                    table[j] = pair
                    self.fill += 1
                    if self.fill * 5 >= mask * 3:
                        n = len(self.items)
                        self.resize(n * 4 if n <= 50000 else n * 2)
                    return
                if table[j] is lo__GONE:
                    free = j
            perturb >>= 5
            i = (i * 5 + 1 + perturb) & mask

    def take(self, x):
        table = self.table
        mask = self.mask
        perturb = lo__table_hash(x) & 18446744073709551615
        i = perturb & mask
        while True:
            for j in range(i, i + 10 if i + 9 <= mask else i + 1):
                pair = table[j]
                if pair is None:
                    return
                if pair is not lo__GONE and pair[1] == x:
                    table[j] = lo__GONE
                    self.items.discard(x)
                    return
            perturb >>= 5
            i = (i * 5 + 1 + perturb) & mask

    def resize(self, wanted):
        size = 8
        while size <= wanted:
            size *= 2
        table = [None] * size
        for pair in self.table:
            if pair is not None and pair is not lo__GONE:
                lo__table_put(table, size - 1, pair)
        self.table = table
        self.mask = size - 1
        self.fill = len(self.items)

    def merge(self, other):
        """What `update` does with another set."""
        n = len(other.items)
        if not n:
            return
        if (self.fill + n) * 5 >= self.mask * 3:
            self.resize((len(self.items) + n) * 2)
        if self.fill:
            for x in other.listed():
                self.put(x)
            return
        self.fill = n
        self.items = set(other.items)
        if self.mask == other.mask and other.fill == n:
            self.table = list(other.table)
            return
        for pair in other.table:
            if pair is not None and pair is not lo__GONE:
                lo__table_put(self.table, self.mask, pair)

    def update(self, part):
        """What `update` does with anything: a tuple stands for what is no set."""
        if type(part) is lo__History:
            self.merge(part)
            return
        for x in part:
            self.put(x)

    def toggle(self, part):
        """What `symmetric_difference_update` does with another set."""
        for x in part.listed():
            if x in self.items:
                self.take(x)
            else:
                self.put(x)

    def keep(self, kept):
        """What `difference_update` does: the table shrinks where a quarter of it was used by what is gone."""
        for x in self.items.difference(kept):
            self.take(x)
        n = len(self.items)
        if self.fill - n > self.mask // 4:
            self.resize(n * 4 if n <= 50000 else n * 2)

    def become(self, other):
        self.table = other.table
        self.mask = other.mask
        self.fill = other.fill
        self.items = other.items

    def follow(self, operation, operands):
        parts = [lo__History(None, x) if type(x) is list else x for x in operands]
        if operation == "display":
            # The constant is made twice: of the items, and of itself when it is merged with equal ones.
            self.merge(lo__History(None, lo__History(None, parts[0]).listed()))
        elif operation == "^":
            self.update(parts[1])
            self.toggle(parts[0])
        elif operation == "&":
            for x in parts[0].listed() if type(parts[0]) is lo__History else parts[0]:
                if x in parts[1]:
                    self.put(x)
        elif operation == "-":
            whole, left, count = parts
            if count is None or len(whole.items) >> 2 > count:
                self.merge(whole)
                self.keep(left)
            else:
                for x in whole.listed():
                    if x in left:
                        self.put(x)
        else:
            for part in parts:
                self.update(part)

    def meet(self):
        """Takes up what was done to the set since."""
        if self.recipe is not None:
            recipe = self.recipe
            self.recipe = None
            self.follow(*recipe)
        s = self.of
        if self.items != s:
            for x in self.items.difference(s):
                self.take(x)
            for x in s:
                if x not in self.items:
                    self.put(x)


def lo__history_kept(h):
    lo__histories.insert(0, h)
    if len(lo__histories) > 64:
        lo__histories.pop()
    return h


def lo__history_of(s):
    """What is known of a set's table; nothing where that is nothing."""
    for h in lo__histories:
        if h.of is s:
            try:
                h.meet()
                return h
            except LookupError:
                # An item whose hash nobody knows.
                lo__histories.remove(h)
                return None
    return None


def lo__history_begun(s):
    """The same from now on; nothing where its items have hashes that nobody knows, or are too many."""
    h = lo__history_of(s)
    if h is None and len(s) <= 5000:
        for x in s:
            if type(x) is str:
                return None
            break
        try:
            return lo__history_kept(lo__History(s, s))
        except LookupError:
            pass
    return h


def lo__history_planned(s, operation, *operands):
    h = lo__History(s)
    h.recipe = (operation, [lo__history_copied(x) for x in operands])
    lo__history_kept(h)


def lo__history_copied(s):
    t = type(s)
    if t is not set and t is not frozenset:
        return s
    h = lo__history_of(s)
    if h is None:
        return list(s)
    copy = lo__History(None)
    copy.table = list(h.table)
    copy.mask = h.mask
    copy.fill = h.fill
    copy.items = set(h.items)
    return copy


def lo__is_set(o):
    t = type(o)
    return t is set or t is frozenset


def lo__is_followed(*sets):
    """Whether the tables of these are followed: they are not large, and hold no texts, which lie anywhere."""
    for s in sets:
        if len(s) > 64:
            return False
        for x in s:
            if type(x) is str:
                return False
            break
    return True


def lo__set_display(items):
    """The set of a display of constants, which CPython makes of a frozen one."""
    s = set(items)
    lo__history_planned(s, "display", items)
    return s


def lo__set_copied(kind, o):
    """`set(o)`, `o.copy()`."""
    r = kind(o)
    if lo__is_set(o) and r is not o and lo__is_followed(o):
        lo__history_planned(r, "|", o)
    return r


def lo__set_or(a, b):
    """`a | b`, where they may be sets."""
    r = a | b
    if lo__is_set(r) and lo__is_set(a) and lo__is_set(b) and lo__is_followed(r):
        lo__history_planned(r, "|", a, b)
    return r


def lo__set_xor(a, b):
    """`a ^ b`, where they may be sets."""
    r = a ^ b
    if lo__is_set(r) and lo__is_set(a) and lo__is_set(b) and lo__is_followed(a, b):
        lo__history_planned(r, "^", a, b)
    return r


def lo__set_and(a, b):
    """`a & b`, where they may be sets."""
    r = a & b
    if lo__is_set(r) and lo__is_set(a) and lo__is_set(b) and len(r) > 1:
        lo__set_met(r, a, b)
    return r


def lo__set_met(r, a, b):
    # The smaller one is gone over.
    over = a if lo__is_set(b) and len(b) > len(a) else b
    if lo__is_followed(over):
        lo__history_planned(r, "&", over if lo__is_set(b) else tuple(over), tuple(r))


def lo__set_sub(a, b):
    """`a - b`, where they may be sets."""
    r = a - b
    if lo__is_set(r) and lo__is_set(a) and lo__is_set(b) and len(r) > 1 and lo__is_followed(a):
        lo__history_planned(r, "-", a, tuple(r), len(b))
    return r


def lo__set_operand(o):
    """What a method of sets is given, to be gone over more than once."""
    return o if lo__is_set(o) or type(o) is list or type(o) is dict or type(o) is range else tuple(o)


def lo__set_copy(o):
    return lo__set_copied(type(o), o) if type(o) is set else o.copy()


def lo__set_union(o, *others):
    """`o.union(*others)`, and the like below."""
    if not lo__is_set(o):
        return o.union(*others)
    others = [lo__set_operand(x) for x in others]
    r = lo__m_union(o, *others)
    if lo__is_followed(o, r):
        lo__history_planned(r, "|", o, *[x if lo__is_set(x) else tuple(x) for x in others])
    return r


def lo__set_intersection(o, *others):
    if not lo__is_set(o):
        return o.intersection(*others)
    if not others:
        return lo__set_copied(type(o), o)
    r = o
    for x in others:
        a = r
        x = lo__set_operand(x)
        r = a.intersection(x)
        if len(r) > 1:
            lo__set_met(r, a, x)
    return r


def lo__set_difference(o, *others):
    if not lo__is_set(o):
        return o.difference(*others)
    if not others:
        return lo__set_copied(type(o), o)
    first = lo__set_operand(others[0])
    r = o.difference(first)
    if lo__is_followed(o):
        lo__history_planned(r, "-", o, tuple(r), len(first) if lo__is_set(first) or type(first) is dict else None)
    for x in others[1:]:
        if type(r) is set:
            lo__set_difference_update(r, x)
        else:
            r = r.difference(x)
    return r


def lo__set_symmetric_difference(o, other):
    if not lo__is_set(o):
        return o.symmetric_difference(other)
    other = lo__set_operand(other)
    r = o.symmetric_difference(other)
    if lo__is_followed(o, r):
        lo__history_planned(r, "^", o, other if lo__is_set(other) else tuple(other))
    return r


def lo__set_update(o, *others):
    if type(o) is not set:
        return o.update(*others)
    for x in others:
        lo__set_altered("|", o, lo__set_operand(x))


def lo__set_difference_update(o, *others):
    if type(o) is not set:
        return o.difference_update(*others)
    for x in others:
        lo__set_altered("-", o, lo__set_operand(x))


def lo__set_intersection_update(o, *others):
    if type(o) is not set:
        return o.intersection_update(*others)
    for x in others:
        lo__set_altered("&", o, lo__set_operand(x))


def lo__set_symmetric_difference_update(o, other):
    if type(o) is not set:
        return o.symmetric_difference_update(other)
    lo__set_altered("^", o, lo__set_operand(other))


def lo__set_altered(op, o, other):
    """Changes a set by an operator, and its table likewise."""
    n = len(o)
    h = None
    if n <= 64 and len(other) <= 64 and lo__is_followed(o if o else other):
        try:
            part = lo__history_copied(other) if lo__is_set(other) else lo__History(None, other).listed()
            if lo__is_set(other) and type(part) is list:
                part = lo__History(None, part)
            elif not lo__is_set(other):
                part = tuple(other)
            h = lo__history_begun(o)
        except LookupError:
            # An item whose hash nobody knows.
            pass
    if h is not None and op == "&":
        met = lo__History(None)
        over = h if lo__is_set(other) and len(other) > n else part
        met.follow("&", (over, tuple([x for x in other if x in o])))
    if op == "|":
        o.update(other)
    elif op == "-":
        lo__m_difference_update(o, other)
    elif op == "&":
        lo__m_intersection_update(o, other)
    else:
        lo__m_symmetric_difference_update(o, other)
    if h is None:
        return
    if op == "|":
        h.update(part)
    elif op == "-":
        h.keep(o)
    elif op == "&":
        h.become(met)
    else:
        h.toggle(part if type(part) is lo__History else lo__History(None, part))


def lo__in_place_seen(op, a, b):
    """`a |= b` and the like, where they may be sets whose order is seen."""
    if type(a) is set and lo__is_set(b) and a is not b:
        lo__set_altered(op, a, b)
        return a
    return lo__in_place(op, a, b)


def lo__set_remove(o, x):
    """`o.remove(x)`, where `o` may be a set."""
    return None if lo__set_took(o, x) else o.remove(x)


def lo__set_discard(o, x):
    """`o.discard(x)`, where `o` may be a set."""
    return None if lo__set_took(o, x) else o.discard(x)


def lo__set_took(o, x):
    """Takes an item out of a set whose order may be seen; False where nothing is to be seen of it."""
    if type(o) is not set or type(x) is str or x not in o:
        return False
    h = lo__history_begun(o)
    o.remove(x)
    if h is not None:
        h.take(x)
    return True


def lo__table_pop(o):
    """`o.pop()`, where `o` may be a set: it goes on from where the last one was."""
    h = lo__history_begun(o) if type(o) is set and o else None
    if h is None:
        return o.pop()
    table = h.table
    i = h.finger & h.mask
    while table[i] is None or table[i] is lo__GONE:
        i = i + 1 if i < h.mask else 0
    x = table[i][1]
    table[i] = lo__GONE
    h.items.discard(x)
    h.finger = i + 1
    o.remove(x)
    return x
