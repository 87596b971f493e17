# `array` but for `u`, `buffer_info`, `fromfile` and `tofile`.
import math as _math
import struct as _struct

typecodes = "bBuwhHiIlLqQfd"
_SIZES = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8, "w": 4}


def _kind(x):
    name = type(x).__name__
    return "array.array" if name == "array" else name


def _item(code, x):
    """What an item becomes in an array of this type."""
    if code == "w":
        if type(x) is not str:
            raise TypeError(f"array item must be a unicode character, not {type(x).__name__}")
        if len(x) != 1:
            raise TypeError("array item must be a string of length 1, not a string of length " + str(len(x)))
        return x
    if code in "fd":
        if isinstance(x, (int, float)) or hasattr(x, "__float__") or hasattr(x, "__index__"):
            x = float(x)
        else:
            raise TypeError(f"must be real number, not {_kind(x)}")
        return x if code == "d" else _single(x)
    if hasattr(x, "__index__") and not isinstance(x, int):
        x = x.__index__()
    if not isinstance(x, int):
        raise TypeError(f"'{_kind(x)}' object cannot be interpreted as an integer")
    x = int(x)
    bits = 8 * _SIZES[code]
    low = -(1 << bits - 1) if code.islower() else 0
    high = (1 << bits - 1) - 1 if code.islower() else (1 << bits) - 1
    if low <= x <= high:
        return x
    raise OverflowError(_fault(code, x, low))


def _fault(code, x, low):
    """CPython's words, which read a number as a wider type first."""
    if code == "q" or code == "Q":
        return "can't convert negative int to unsigned" if code == "Q" and x < 0 else "int too big to convert"
    if code == "I" or code == "L":
        if x < 0:
            return "can't convert negative value to unsigned int"
        if x < 1 << 64:
            return "unsigned int is greater than maximum"
        return "Python int too large to convert to C unsigned long"
    if code == "l" or not -(1 << 63) <= x < 1 << 63:
        return "Python int too large to convert to C long"
    kind = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short",
            "i": "signed integer"}[code]
    if code == "b" and not -32768 <= x < 32768:
        kind = "signed short integer"
    if code == "H" and not -(1 << 31) <= x < 1 << 31:
        kind = "signed integer"
    return f"{kind} is {'less than minimum' if x < low else 'greater than maximum'}"


def _single(x):
    if x != x or x - x != 0:
        return x
    try:
        return _struct.unpack("<f", _struct.pack("<f", x))[0]
    except OverflowError:
        return _math.copysign(_math.inf, x)


class array:
    def __init__(self, typecode, initializer=(), /):
        if type(typecode) is not str or len(typecode) != 1:
            raise TypeError(f"array() argument 1 must be a unicode character, not {type(typecode).__name__}")
        if typecode == "u":
            raise NotImplementedError("array('u') is not available here: use 'w'")
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
        if type(initializer) is str and typecode != "w":
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items = []
        if type(initializer) is bytes:
            self.frombytes(initializer)
        else:
            self._items = [_item(typecode, x) for x in initializer]

    def _of(self, items):
        new = array(self.typecode)
        new._items = items
        return new

    def __repr__(self):
        if not self._items:
            return f"array('{self.typecode}')"
        if self.typecode == "w":
            return f"array('w', {''.join(self._items)!r})"
        return f"array('{self.typecode}', {self._items!r})"

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return iter(self._items[::-1])

    def __contains__(self, x):
        return x in self._items

    def __getitem__(self, i):
        if type(i) is slice:
            return self._of(self._items[i])
        if not isinstance(i, int) and not hasattr(i, "__index__"):
            raise TypeError("array indices must be integers")
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("array index out of range")
        return self._items[i]

    def __setitem__(self, i, x):
        if type(i) is slice:
            if not isinstance(x, array):
                raise TypeError(f'can only assign array (not "{type(x).__name__}") to array slice')
            if x.typecode != self.typecode:
                raise TypeError("bad argument type for built-in operation")
            if x._items and i.step not in (None, 1) and len(self._items[i]) != len(x._items):
                size = len(self._items[i])
                raise ValueError(f"attempt to assign array of size {len(x._items)} to extended slice of size {size}")
            if not x._items:
                del self._items[i]
                return
            self._items[i] = list(x._items)
            return
        if not isinstance(i, int) and not hasattr(i, "__index__"):
            raise TypeError("array indices must be integers")
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("array assignment index out of range")
        self._items[i] = _item(self.typecode, x)

    def __delitem__(self, i):
        if type(i) is not slice and not -len(self._items) <= i < len(self._items):
            raise IndexError("array assignment index out of range")
        del self._items[i]

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._of(self._items + other._items)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        if other.typecode != self.typecode:
            raise TypeError("can only extend with array of same kind")
        self._items.extend(list(other._items))
        return self

    def __mul__(self, n):
        if not isinstance(n, int):
            return NotImplemented
        return self._of(self._items * n)

    def __rmul__(self, n):
        if not isinstance(n, int):
            return NotImplemented
        return self._of(self._items * n)

    def __imul__(self, n):
        self._items = self._items * n
        return self

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    def __copy__(self):
        return self._of(list(self._items))

    def __deepcopy__(self, memo):
        return self._of(list(self._items))

    def append(self, x, /):
        self._items.append(_item(self.typecode, x))

    def extend(self, other, /):
        if isinstance(other, array):
            if other.typecode != self.typecode:
                raise TypeError("can only extend with array of same kind")
            self._items.extend(list(other._items))
            return
        for x in other:
            self._items.append(_item(self.typecode, x))

    def fromlist(self, items, /):
        if not isinstance(items, list):
            raise TypeError("arg must be list")
        self._items.extend([_item(self.typecode, x) for x in items])

    def insert(self, i, x, /):
        self._items.insert(i, _item(self.typecode, x))

    def pop(self, i=-1, /):
        if not self._items:
            raise IndexError("pop from empty array")
        if not -len(self._items) <= i < len(self._items):
            raise IndexError("pop index out of range")
        return self._items.pop(i)

    def remove(self, x, /):
        if x not in self._items:
            raise ValueError("array.remove(x): x not in array")
        self._items.remove(x)

    def index(self, x, start=0, stop=9223372036854775807, /):
        n = len(self._items)
        for i in range(max(0, start + n if start < 0 else start), min(n, max(0, stop + n) if stop < 0 else stop)):
            if self._items[i] == x:
                return i
        raise ValueError("array.index(x): x not in array")

    def count(self, x, /):
        return self._items.count(x)

    def clear(self):
        self._items.clear()

    def reverse(self):
        self._items.reverse()

    def tolist(self):
        return list(self._items)

    def tobytes(self):
        if self.typecode == "w":
            return b"".join([ord(c).to_bytes(4, "little") for c in self._items])
        return _struct.pack(f"<{len(self._items)}{_FORMATS.get(self.typecode, self.typecode)}", *self._items)

    def frombytes(self, data, /):
        if len(data) % self.itemsize:
            raise ValueError("bytes length not a multiple of item size")
        n = len(data) // self.itemsize
        if self.typecode == "w":
            self._items.extend([chr(int.from_bytes(data[4 * i:4 * i + 4], "little")) for i in range(n)])
        else:
            self._items.extend(_struct.unpack(f"<{n}{_FORMATS.get(self.typecode, self.typecode)}", data))

    def byteswap(self):
        data = self.tobytes()
        size = self.itemsize
        self._items.clear()
        self.frombytes(b"".join([data[i:i + size][::-1] for i in range(0, len(data), size)]))

    def fromunicode(self, text, /):
        if self.typecode != "w":
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self._items.extend(text)

    def tounicode(self):
        if self.typecode != "w":
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return "".join(self._items)


# Sizes without regard to the machine's own.
_FORMATS = {"l": "q", "L": "Q"}
ArrayType = array
