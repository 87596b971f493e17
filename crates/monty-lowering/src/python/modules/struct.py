# Whole but for `e` (half floats), `n`, `N`, `P`, `pack_into`, and padding: begin formats with `<` or `>`.
import math as _math


class error(Exception):
    pass


_SIZES = {"x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8,
          "f": 4, "d": 8, "s": 1, "p": 1}


def _parsed(format):
    """The order of bytes, and a (count, code) for each part."""
    if type(format) is bytes:
        format = format.decode("ascii")
    order = "little"
    native = True
    i = 0
    if format[:1] in ("<", ">", "=", "!", "@") and format:
        native = format[0] == "@"
        if format[0] in ">!":
            order = "big"
        i = 1
    parts = []
    at = 0
    while i < len(format):
        c = format[i]
        i += 1
        if c.isspace():
            continue
        count = 1
        digits = ""
        while c.isdigit():
            digits += c
            if i == len(format):
                raise error("repeat count given without format specifier")
            c = format[i]
            i += 1
        if digits:
            count = int(digits)
        if c not in _SIZES:
            if c in "enNP":
                raise NotImplementedError(f"struct: the format {c} is not available here")
            raise error("bad char in struct format")
        size = _SIZES[c]
        if native:
            if c in "lL":
                size = 8
            if at % size:
                raise NotImplementedError(f"struct: {format!r} would be padded: begin it with < or >")
        at += size * count
        parts.append((count, c, size))
    return (order, parts, at)


def calcsize(format):
    return _parsed(format)[2]


def pack(format, *values):
    order, parts, total = _parsed(format)
    wanted = 0
    for count, c, size in parts:
        if c in "sp":
            wanted += 1
        elif c != "x":
            wanted += count
    if wanted != len(values):
        raise error(f"pack expected {wanted} items for packing (got {len(values)})")
    out = []
    rest = list(values)[::-1]
    for count, c, size in parts:
        if c == "x":
            out.append(b"\x00" * count)
        elif c == "s":
            value = rest.pop()
            if type(value) is not bytes:
                raise error("argument for 's' must be a bytes object")
            out.append(value[:count] + b"\x00" * (count - len(value)))
        elif c == "p":
            value = rest.pop()
            if type(value) is not bytes:
                raise error("argument for 'p' must be a bytes object")
            if count:
                value = value[:min(count - 1, 255)]
                out.append(_unsigned(len(value), 1, order) + value + b"\x00" * (count - 1 - len(value)))
        else:
            for i in range(count):
                out.append(_packed(rest.pop(), c, size, order))
    return b"".join(out)


def _unsigned(n, size, order):
    data = bytes.fromhex(f"{n:0{2 * size}x}")
    return data if order == "big" else data[::-1]


def _packed(value, c, size, order):
    if c == "c":
        if type(value) is not bytes or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return value
    if c == "?":
        return b"\x01" if value else b"\x00"
    if c in "fd":
        return _unsigned(_float_bits(value, size), size, order)
    if hasattr(value, "__index__") and type(value) is not int and type(value) is not bool:
        value = value.__index__()
    if type(value) is not int and type(value) is not bool:
        raise error("required argument is not an integer")
    bits = 8 * size
    if c in "bhilq":
        low = -(1 << bits - 1)
        high = (1 << bits - 1) - 1
    else:
        low = 0
        high = (1 << bits) - 1
    if not low <= value <= high:
        _refuse(value, c, size, order, low, high)
    return _unsigned(value & (1 << bits) - 1, size, order)


_WORDS = {"b": "byte", "B": "ubyte", "h": "short", "H": "ushort"}


def _refuse(value, c, size, order, low, high):
    is_word = c in "bB" or c in "hH" and order == "little"
    signed = c in "bhilq" or is_word
    fits = -(1 << 63) <= value < 1 << 63 if signed else 0 <= value < 1 << 64
    if c in "qQ" and order == "big":
        raise error("int too large to convert")
    if not fits or size == 8:
        raise error("argument out of range")
    name = _WORDS[c] if is_word else f"'{c}'"
    raise error(f"{name} format requires {low} <= number <= {high}")


def _float_bits(value, size):
    if type(value) is not float:
        if type(value) is not int and type(value) is not bool and not hasattr(value, "__float__"):
            raise error("required argument is not a float")
        value = float(value)
    digits, exponent_bits = (52, 11) if size == 8 else (23, 8)
    bias = (1 << exponent_bits - 1) - 1
    sign = 1 if _math.copysign(1.0, value) < 0 else 0
    top = sign << digits + exponent_bits
    full = (1 << exponent_bits) - 1
    if value != value:
        return top | full << digits | 1 << digits - 1
    value = abs(value)
    if value == _math.inf:
        return top | full << digits
    if value == 0:
        return top
    m, e = _math.frexp(value)
    n = int(m * 9007199254740992.0)
    e += bias - 1
    # n has 53 bits; drop those that there is no room for, half to even.
    drop = 52 - digits
    if e < 1:
        drop += 1 - e
        e = 0
    if drop:
        if drop > 54:
            n = 0
        else:
            half = 1 << drop - 1
            low = n & (1 << drop) - 1
            n >>= drop
            if low > half or low == half and n & 1:
                n += 1
    if e:
        n += (e - 1) << digits
    if n >= full << digits:
        raise OverflowError("float too large to pack with f format")
    return top | n


def _float_of(n, size):
    digits, exponent_bits = (52, 11) if size == 8 else (23, 8)
    bias = (1 << exponent_bits - 1) - 1
    full = (1 << exponent_bits) - 1
    sign = -1.0 if n >> digits + exponent_bits else 1.0
    e = n >> digits & full
    m = n & (1 << digits) - 1
    if e == full:
        return _math.nan if m else sign * _math.inf
    if e:
        m |= 1 << digits
        e -= 1
    return sign * _math.ldexp(float(m), e - bias - digits + 1)


def unpack(format, buffer):
    size = calcsize(format)
    if len(buffer) != size:
        raise error(f"unpack requires a buffer of {size} bytes")
    return unpack_from(format, buffer)


def unpack_from(format, /, buffer, offset=0):
    order, parts, total = _parsed(format)
    if offset < 0:
        if offset + len(buffer) < 0:
            raise error(f"offset {offset} out of range for {len(buffer)}-byte buffer")
        offset += len(buffer)
    if len(buffer) - offset < total:
        raise error(f"unpack_from requires a buffer of at least {total + offset} bytes for unpacking {total} bytes at "
                    f"offset {offset} (actual buffer size is {len(buffer)})")
    found = []
    at = offset
    for count, c, size in parts:
        if c == "x":
            at += count
        elif c == "s":
            found.append(buffer[at:at + count])
            at += count
        elif c == "p":
            if count:
                length = min(buffer[at], count - 1)
                found.append(buffer[at + 1:at + 1 + length])
            else:
                found.append(b"")
            at += count
        else:
            for i in range(count):
                found.append(_unpacked(buffer[at:at + size], c, size, order))
                at += size
    return tuple(found)


def _unpacked(data, c, size, order):
    if c == "c":
        return data
    if order == "little":
        data = data[::-1]
    n = int(data.hex(), 16)
    if c == "?":
        return n != 0
    if c in "fd":
        return _float_of(n, size)
    if c in "bhilq" and n >> 8 * size - 1:
        n -= 1 << 8 * size
    return n


def iter_unpack(format, buffer):
    size = calcsize(format)
    if size == 0:
        raise error("cannot iteratively unpack with a struct of length 0")
    if len(buffer) % size:
        raise error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
    return iter([unpack_from(format, buffer, at) for at in range(0, len(buffer), size)])


def pack_into(format, buffer, offset, *values):
    raise NotImplementedError("struct.pack_into is not available here: join the parts that pack() gives")


class Struct:
    def __init__(self, format):
        self.format = format.decode("ascii") if type(format) is bytes else format
        self.size = calcsize(format)

    def pack(self, *values):
        return pack(self.format, *values)

    def unpack(self, buffer):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer):
        return iter_unpack(self.format, buffer)
