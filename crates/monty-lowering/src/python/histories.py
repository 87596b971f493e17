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

    def follow(self, operation, operands):
        parts = [x if type(x) is lo__History else lo__History(None, x) for x in operands]
        if operation == "display":
            # The constant is made twice: of the items, and of itself when it is merged with equal ones.
            parts[0] = lo__History(None, parts[0].listed())
        if operation == "^":
            self.merge(parts[1])
            for x in parts[0].listed():
                if x in self.items:
                    self.take(x)
                else:
                    self.put(x)
        else:
            for part in parts:
                self.merge(part)

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
    h = lo__history_of(s) if type(s) is not tuple else None
    if h is None:
        return list(s)
    copy = lo__History(None)
    copy.table = list(h.table)
    copy.mask = h.mask
    copy.fill = h.fill
    copy.items = set(h.items)
    return copy


def lo__set_display(items):
    """The set of a display of constants, which CPython makes of a frozen one."""
    s = set(items)
    lo__history_planned(s, "display", items)
    return s


def lo__set_or(a, b):
    """`a | b`, where they may be sets."""
    r = a | b
    if type(r) is set and 4 < len(r) <= 64:
        lo__history_planned(r, "|", a, b)
    return r


def lo__set_xor(a, b):
    """`a ^ b`, where they may be sets."""
    r = a ^ b
    if type(r) is set and len(r) <= 64 and len(b) <= 64:
        lo__history_planned(r, "^", a, b)
    return r


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
