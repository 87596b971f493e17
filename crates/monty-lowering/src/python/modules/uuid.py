# Whole but for `uuid1` and `getnode`, which would tell of the machine.
import hashlib as _hashlib
import random as _random

RESERVED_NCS = "reserved for NCS compatibility"
RFC_4122 = "specified in RFC 4122"
RESERVED_MICROSOFT = "reserved for Microsoft compatibility"
RESERVED_FUTURE = "reserved for future definition"


class UUID:
    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None):
        given = [x for x in (hex, bytes, bytes_le, fields, int) if x is not None]
        if len(given) != 1:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            hex = hex.replace("urn:", "").replace("uuid:", "")
            hex = hex.strip("{}").replace("-", "")
            if len(hex) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = _number(hex)
        if bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            bytes = bytes_le[3::-1] + bytes_le[5:3:-1] + bytes_le[7:5:-1] + bytes_le[8:]
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            int = _number(bytes.hex())
        if fields is not None:
            int = _of_fields(fields)
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            int &= ~(0xC000 << 48)
            int |= 0x8000 << 48
            int &= ~(0xF000 << 64)
            int |= version << 76
        self.int = int
        text = f"{int:032x}"
        self.hex = text
        self.bytes = _bytes_of(text)
        b = self.bytes
        self.bytes_le = b[3::-1] + b[5:3:-1] + b[7:5:-1] + b[8:]
        self.time_low = int >> 96
        self.time_mid = int >> 80 & 0xFFFF
        self.time_hi_version = int >> 64 & 0xFFFF
        self.clock_seq_hi_variant = int >> 56 & 0xFF
        self.clock_seq_low = int >> 48 & 0xFF
        self.node = int & 0xFFFFFFFFFFFF
        self.fields = (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant,
                       self.clock_seq_low, self.node)
        self.time = (self.time_hi_version & 0x0FFF) << 48 | self.time_mid << 32 | self.time_low
        self.clock_seq = (self.clock_seq_hi_variant & 0x3F) << 8 | self.clock_seq_low
        self.urn = "urn:uuid:" + self._text()
        if not int & 0x8000 << 48:
            self.variant = RESERVED_NCS
        elif not int & 0x4000 << 48:
            self.variant = RFC_4122
        elif not int & 0x2000 << 48:
            self.variant = RESERVED_MICROSOFT
        else:
            self.variant = RESERVED_FUTURE
        self.version = int >> 76 & 15 if self.variant == RFC_4122 else None

    def _text(self):
        h = self.hex
        return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"

    def __str__(self):
        return self._text()

    def __repr__(self):
        return f"UUID({self._text()!r})"

    def __int__(self):
        return self.int

    def __hash__(self):
        return hash(self.int)

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented


def _number(hex):
    return int(hex, 16)


def _bytes_of(hex):
    return bytes.fromhex(hex)


def _of_fields(fields):
    if len(fields) != 6:
        raise ValueError("fields is not a 6-tuple")
    number = 0
    for i, (value, bits) in enumerate(zip(fields, (32, 16, 16, 8, 8, 48))):
        if not 0 <= value < 1 << bits:
            raise ValueError(f"field {i + 1} out of range (need a {bits}-bit value)")
        number = number << bits | value
    return number


def uuid4():
    return UUID(int=_random.Random().getrandbits(128), version=4)


def uuid3(namespace, name):
    return UUID(bytes=_hashlib.md5(namespace.bytes + _encoded(name)).digest()[:16], version=3)


def uuid5(namespace, name):
    return UUID(bytes=_hashlib.sha1(namespace.bytes + _encoded(name)).digest()[:16], version=5)


def _encoded(name):
    return name.encode("utf-8") if type(name) is str else name


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")
