# `bytearray`, over a list of numbers.
class lo__bytearray:
    lo__name = "bytearray"

    def __init__(self, source=b"", encoding=None, errors="strict"):
        if type(source) is str:
            if encoding is None:
                raise TypeError("string argument without an encoding")
            source = source.encode(encoding, errors)
        elif encoding is not None:
            raise TypeError("encoding without a string argument")
        if type(source) is int or type(source) is bool:
            if source < 0:
                raise ValueError("negative count")
            self.lo__v = [0] * source
        elif type(source) is bytes:
            self.lo__v = list(source)
        else:
            self.lo__v = [lo__byte(x) for x in source]

    def fromhex(text):
        return lo__bytearray_of(list(bytes.fromhex(text)))

    def __len__(self):
        return len(self.lo__v)

    def __iter__(self):
        return lo__bytearray_items(self)

    def __reversed__(self):
        return reversed(self.lo__v)

    def __getitem__(self, k):
        if type(k) is slice:
            return lo__bytearray_of(self.lo__v[k])
        lo__check_byte_index(k)
        if not -len(self.lo__v) <= k < len(self.lo__v):
            raise IndexError("bytearray index out of range")
        return self.lo__v[k]

    def __setitem__(self, k, value):
        if type(k) is slice:
            if type(value) is int:
                raise TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
            values = list(value.lo__v) if hasattr(value, "lo__v") else [lo__byte(x) for x in value]
            if k.step is not None and k.step != 1:
                places = range(*lo__m_indices(k, len(self.lo__v)))
                if len(places) != len(values):
                    raise ValueError(f"attempt to assign bytes of size {len(values)} to extended slice of size {len(places)}")
                for i, v in zip(places, values):
                    self.lo__v[i] = v
            else:
                self.lo__v[k.start:k.stop] = values
            return
        lo__check_byte_index(k)
        if not -len(self.lo__v) <= k < len(self.lo__v):
            raise IndexError("bytearray index out of range")
        self.lo__v[k] = lo__byte(value)

    def __delitem__(self, k):
        if type(k) is not slice:
            lo__check_byte_index(k)
            if not -len(self.lo__v) <= k < len(self.lo__v):
                raise IndexError("bytearray index out of range")
        lo__delitem(self.lo__v, k)

    def __contains__(self, x):
        if type(x) is int:
            return lo__byte(x) in self.lo__v
        return lo__buffer(x) in lo__bytes(self.lo__v)

    def __eq__(self, other):
        if type(other) is bytes:
            return lo__bytes(self.lo__v) == other
        return self.lo__v == other.lo__v if hasattr(other, "lo__v") else NotImplemented

    __hash__ = None

    def __lt__(self, other):
        return lo__bytes_compared(self, other, "<")

    def __le__(self, other):
        return lo__bytes_compared(self, other, "<=")

    def __gt__(self, other):
        return lo__bytes_compared(self, other, ">")

    def __ge__(self, other):
        return lo__bytes_compared(self, other, ">=")

    def __add__(self, other):
        if type(other) is not bytes and not hasattr(other, "lo__v"):
            raise TypeError(f"can't concat {lo__name(type(other))} to bytearray")
        return lo__bytearray_of(self.lo__v + list(other))

    def __radd__(self, other):
        return other + lo__bytes(self.lo__v) if type(other) is bytes else NotImplemented

    def __iadd__(self, other):
        if type(other) is not bytes and not hasattr(other, "lo__v"):
            raise TypeError(f"can't concat {lo__name(type(other))} to bytearray")
        self.lo__v.extend(list(other))
        return self

    def __mul__(self, n):
        return lo__bytearray_of(self.lo__v * n)

    def __rmul__(self, n):
        return lo__bytearray_of(self.lo__v * n)

    def __imul__(self, n):
        self.lo__v[:] = self.lo__v * n
        return self

    def __repr__(self):
        return f"bytearray({lo__bytes(self.lo__v)!r})"

    def append(self, x):
        self.lo__v.append(lo__byte(x))

    def extend(self, xs):
        self.lo__v.extend(list(xs.lo__v) if hasattr(xs, "lo__v") else [lo__byte(x) for x in xs])

    def insert(self, i, x):
        self.lo__v.insert(i, lo__byte(x))

    def pop(self, i=-1):
        if not self.lo__v:
            raise IndexError("pop from empty bytearray")
        return self.lo__v.pop(i)

    def remove(self, x):
        if lo__byte(x) not in self.lo__v:
            raise ValueError("value not found in bytearray")
        self.lo__v.remove(x)

    def reverse(self):
        self.lo__v.reverse()

    def clear(self):
        self.lo__v.clear()

    def copy(self):
        return lo__bytearray_of(list(self.lo__v))

    def decode(self, encoding="utf-8", errors="strict"):
        return lo__m_decode(lo__bytes(self.lo__v), encoding, errors)

    def hex(self, *args):
        return lo__bytes(self.lo__v).hex(*args)

    def find(self, x, *args):
        return lo__bytes(self.lo__v).find(lo__buffer(x), *args)

    def rfind(self, x, *args):
        return lo__bytes(self.lo__v).rfind(lo__buffer(x), *args)

    def index(self, x, *args):
        return lo__bytes(self.lo__v).index(lo__buffer(x), *args)

    def count(self, x, *args):
        return lo__bytes(self.lo__v).count(lo__buffer(x), *args)

    def startswith(self, x, *args):
        return lo__bytes(self.lo__v).startswith(lo__buffer(x), *args)

    def endswith(self, x, *args):
        return lo__bytes(self.lo__v).endswith(lo__buffer(x), *args)

    def isdigit(self):
        return lo__bytes(self.lo__v).isdigit()

    def isalpha(self):
        return lo__bytes(self.lo__v).isalpha()

    def isalnum(self):
        return lo__bytes(self.lo__v).isalnum()

    def upper(self):
        return lo__bytearray(lo__bytes(self.lo__v).upper())

    def lower(self):
        return lo__bytearray(lo__bytes(self.lo__v).lower())

    def strip(self, *args):
        return lo__bytearray(lo__bytes(self.lo__v).strip(*args))

    def lstrip(self, *args):
        return lo__bytearray(lo__bytes(self.lo__v).lstrip(*args))

    def rstrip(self, *args):
        return lo__bytearray(lo__bytes(self.lo__v).rstrip(*args))

    def replace(self, old, new, *args):
        return lo__bytearray(lo__bytes(self.lo__v).replace(lo__buffer(old), lo__buffer(new), *args))

    def split(self, *args):
        return [lo__bytearray(x) for x in lo__bytes(self.lo__v).split(*args)]

    def join(self, parts):
        return lo__bytearray(lo__bytes(self.lo__v).join([lo__buffer(x) for x in parts]))


def lo__bytearray_of(values):
    b = lo__bytearray()
    b.lo__v = values
    return b


class lo__bytearray_items:
    lo__name = "bytearray_iterator"

    def __init__(self, b):
        self.b = b
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= len(self.b.lo__v):
            raise StopIteration
        self.i += 1
        return self.b.lo__v[self.i - 1]


def lo__byte(x):
    if type(x) is not int and type(x) is not bool:
        raise TypeError(f"'{lo__name(type(x))}' object cannot be interpreted as an integer")
    if not 0 <= x < 256:
        raise ValueError("byte must be in range(0, 256)")
    return int(x)


def lo__check_byte_index(k):
    if type(k) is not int and type(k) is not bool:
        raise TypeError(f"bytearray indices must be integers or slices, not {lo__name(type(k))}")


def lo__buffer(x):
    """What a method of `bytes` takes of an argument that may be a `bytearray`."""
    return lo__bytes(x.lo__v) if hasattr(x, "lo__v") else x


def lo__bytes_compared(a, b, sign):
    if type(b) is not bytes and not hasattr(b, "lo__v"):
        return NotImplemented
    return lo__numbers(a.lo__v, list(b), sign)
