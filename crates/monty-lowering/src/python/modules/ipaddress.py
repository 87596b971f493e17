# Whole.


class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


def _first_of(makers, address, what):
    for make in makers:
        try:
            return make(address)
        except (AddressValueError, NetmaskValueError):
            pass
    raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 {what}")


def ip_address(address):
    return _first_of((IPv4Address, IPv6Address), address, "address")


def ip_network(address, strict=True):
    def of_4(a):
        return IPv4Network(a, strict)

    def of_6(a):
        return IPv6Network(a, strict)
    return _first_of((of_4, of_6), address, "network")


def ip_interface(address):
    return _first_of((IPv4Interface, IPv6Interface), address, "interface")


def v4_int_to_packed(address):
    if not 0 <= address < 1 << 32:
        raise ValueError("Address negative or too large for IPv4")
    return address.to_bytes(4, "big")


def v6_int_to_packed(address):
    if not 0 <= address < 1 << 128:
        raise ValueError("Address negative or too large for IPv6")
    return address.to_bytes(16, "big")


# The parsing and the writing of each version.
def _read_4(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    octets = text.split(".")
    if len(octets) != 4:
        raise AddressValueError(f"Expected 4 octets in {text!r}")
    number = 0
    for octet in octets:
        fault = _octet_fault(octet)
        if fault is not None:
            raise AddressValueError(f"{fault} in {text!r}")
        number = number << 8 | int(octet)
    return number


def _octet_fault(octet):
    if not octet:
        return "Empty octet not permitted"
    if not (octet.isascii() and octet.isdigit()):
        return f"Only decimal digits permitted in {octet!r}"
    if len(octet) > 3:
        return f"At most 3 characters permitted in {octet!r}"
    if octet != "0" and octet[0] == "0":
        return f"Leading zeros are not permitted in {octet!r}"
    if int(octet) > 255:
        return f"Octet {int(octet)} (> 255) not permitted"
    return None


def _text_4(number):
    return ".".join([str(number >> shift & 255) for shift in (24, 16, 8, 0)])


def _read_6(text):
    if not text:
        raise AddressValueError("Address cannot be empty")
    if len(text) > 45:
        shown = f"{text[:20]}({len(text) - 40} chars elided){text[-20:]}" if len(text) > 100 else text
        raise AddressValueError(f"At most 45 characters expected in {shown!r}")
    parts = text.split(":")
    if len(parts) < 3:
        raise AddressValueError(f"At least 3 parts expected in {text!r}")
    if "." in parts[-1]:
        try:
            last = _read_4(parts.pop())
        except AddressValueError as error:
            raise AddressValueError(f"{error} in {text!r}") from None
        parts.append(f"{last >> 16:x}")
        parts.append(f"{last & 0xFFFF:x}")
    if len(parts) > 9:
        raise AddressValueError(f"At most 8 colons permitted in {text!r}")
    gap = None
    for i in range(1, len(parts) - 1):
        if not parts[i]:
            if gap is not None:
                raise AddressValueError(f"At most one '::' permitted in {text!r}")
            gap = i
    before, after, zeros = _halves(parts, gap, text)
    number = 0
    for part in before:
        number = number << 16 | _hextet(part, text)
    number <<= 16 * zeros
    for part in after:
        number = number << 16 | _hextet(part, text)
    return number


def _halves(parts, gap, text):
    """What stands before and after `::`, and how many zeros it stands for."""
    if gap is None:
        if len(parts) != 8:
            raise AddressValueError(f"Exactly 8 parts expected without '::' in {text!r}")
        if not parts[0]:
            raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
        if not parts[-1]:
            raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
        return (parts, [], 0)
    before = parts[:gap]
    after = parts[gap + 1:]
    if not parts[0]:
        before = before[1:]
        if before:
            raise AddressValueError(f"Leading ':' only permitted as part of '::' in {text!r}")
    if not parts[-1]:
        after = after[:-1]
        if after:
            raise AddressValueError(f"Trailing ':' only permitted as part of '::' in {text!r}")
    zeros = 8 - len(before) - len(after)
    if zeros < 1:
        raise AddressValueError(f"Expected at most 7 other parts with '::' in {text!r}")
    return (before, after, zeros)


def _hextet(part, text):
    if part.strip("0123456789abcdefABCDEF"):
        raise AddressValueError(f"Only hex digits permitted in {part!r} in {text!r}")
    if len(part) > 4:
        raise AddressValueError(f"At most 4 characters permitted in {part!r} in {text!r}")
    if not part:
        raise AddressValueError(f"invalid literal for int() with base 16: '' in {text!r}")
    return int(part, 16)


def _text_6(number):
    parts = [f"{number >> shift & 0xFFFF:x}" for shift in range(112, -1, -16)]
    best = 0
    best_length = 1
    run = 0
    for i, part in enumerate(parts):
        run = run + 1 if part == "0" else 0
        if run > best_length:
            best_length = run
            best = i - run + 1
    if best_length > 1:
        return ":".join(parts[:best]) + "::" + ":".join(parts[best + best_length:])
    return ":".join(parts)


def _long_6(number):
    return ":".join([f"{number >> shift & 0xFFFF:04x}" for shift in range(112, -1, -16)])


class _Address:
    # Set by the versions: version, max_prefixlen, _read, _text.
    def __init__(self, address):
        self.lo__scope = None
        if isinstance(address, bool):
            address = int(address)
        if isinstance(address, int):
            bits = self.max_prefixlen
            if address < 0:
                raise AddressValueError(f"{address} (< 0) is not permitted as an IPv{self.version} address")
            if address >= 1 << bits:
                raise AddressValueError(f"{address} (>= 2**{bits}) is not permitted as an IPv{self.version} address")
            self._ip = address
        elif isinstance(address, bytes):
            size = self.max_prefixlen // 8
            if len(address) != size:
                raise AddressValueError(
                    f"{address!r} (len {len(address)} != {size}) is not permitted as an IPv{self.version} address"
                )
            self._ip = int.from_bytes(address, "big")
        else:
            self._from_text(str(address))

    def _from_text(self, text):
        if "/" in text:
            raise AddressValueError(f"Unexpected '/' in {text!r}")
        self._ip = _read_4(text)

    def __int__(self):
        return self._ip

    def __index__(self):
        return self._ip

    def __eq__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        return self.version == other.version and self._ip == other._ip and self.lo__scope == other.lo__scope

    def __hash__(self):
        return hash(hex(self._ip))

    def __lt__(self, other):
        return _ordered(self, other, "_ip", _Address, "<")

    def __gt__(self, other):
        return _ordered(self, other, "_ip", _Address, ">")

    def __le__(self, other):
        return _ordered(self, other, "_ip", _Address, "<=")

    def __ge__(self, other):
        return _ordered(self, other, "_ip", _Address, ">=")

    def __add__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return _address_of(self.version)(self._ip + other)

    def __sub__(self, other):
        if not isinstance(other, int):
            return NotImplemented
        return _address_of(self.version)(self._ip - other)

    def __str__(self):
        return self._text(self._ip)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __format__(self, spec):
        if not spec or spec[-1] == "s":
            return format(str(self), spec)
        return _bits_formatted(self, spec)

    @property
    def compressed(self):
        return str(self)

    @property
    def exploded(self):
        return str(self)

    @property
    def packed(self):
        return self._ip.to_bytes(self.max_prefixlen // 8, "big")

    @property
    def is_private(self):
        return _in_any(self._ip, _special(self.version).private) and not _in_any(self._ip, _special(self.version).public)

    @property
    def is_global(self):
        return _is_global(self)

    @property
    def is_multicast(self):
        return _in_any(self._ip, _special(self.version).multicast)

    @property
    def is_reserved(self):
        return _in_any(self._ip, _special(self.version).reserved)

    @property
    def is_loopback(self):
        return _in_any(self._ip, _special(self.version).loopback)

    @property
    def is_link_local(self):
        return _in_any(self._ip, _special(self.version).link_local)

    @property
    def is_unspecified(self):
        return self._ip == 0


def _ordered(a, b, key, kind, sign):
    if not isinstance(b, kind):
        return NotImplemented
    if a.version != b.version:
        raise TypeError(f"{a} and {b} are not of the same version")
    if key != "_ip":
        x = (a.network_address._ip, a.netmask._ip)
        y = (b.network_address._ip, b.netmask._ip)
    else:
        x = (a._ip,)
        y = (b._ip,)
    if sign == "<":
        return x < y
    if sign == ">":
        return x > y
    return x <= y if sign == "<=" else x >= y


def _bits_formatted(address, spec):
    """`f"{address:#_b}"`: the number in binary or hexadecimal, with leading zeros."""
    kind = spec[-1]
    rest = spec[:-1]
    alternate = rest[:1] == "#"
    grouped = rest[1:] if alternate else rest
    if kind not in "bnxX" or grouped not in ("", "_"):
        return object.__format__(address, spec)
    if kind == "n":
        kind = "b" if address.version == 4 else "x"
    padding = address.max_prefixlen if kind == "b" else address.max_prefixlen // 4
    if grouped:
        padding += padding // 4 - 1
    if alternate:
        padding += 2
    return format(address._ip, f"{'#' if alternate else ''}0{padding}{grouped}{kind}")


class _Ranges:
    def __init__(self, read, bits, private, public, multicast, reserved, loopback, link_local):
        def ranges(texts):
            found = []
            for text in texts.split():
                first, length = text.split("/")
                found.append((read(first), bits - int(length)))
            return found
        self.private = ranges(private)
        self.public = ranges(public)
        self.multicast = ranges(multicast)
        self.reserved = ranges(reserved)
        self.loopback = ranges(loopback)
        self.link_local = ranges(link_local)


def _in_any(number, ranges):
    for first, free in ranges:
        if number >> free == first >> free:
            return True
    return False


_RANGES = {}


def _special(version):
    if version not in _RANGES:
        if version == 4:
            _RANGES[4] = _Ranges(
                _read_4, 32,
                "0.0.0.0/8 10.0.0.0/8 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.0.170/31 192.0.2.0/24 "
                "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 255.255.255.255/32",
                "192.0.0.9/32 192.0.0.10/32", "224.0.0.0/4", "240.0.0.0/4", "127.0.0.0/8", "169.254.0.0/16",
            )
        else:
            _RANGES[6] = _Ranges(
                _read_6, 128,
                "::1/128 ::/128 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 fc00::/7 "
                "fe80::/10",
                "2001:1::1/128 2001:1::2/128 2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28", "ff00::/8",
                "::/8 100::/8 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 A000::/3 C000::/3 E000::/4 F000::/5 "
                "F800::/6 FE00::/9",
                "::1/128", "fe80::/10",
            )
    return _RANGES[version]


# 100.64.0.0/10, which carriers share: neither private nor global.
def _is_shared(address):
    return address.version == 4 and address._ip >> 22 == 0x64400000 >> 22


def _is_global(address):
    if address.version == 6 and address.ipv4_mapped is not None:
        return _is_global(address.ipv4_mapped)
    return not _is_shared(address) and not address.is_private


def _address_of(version):
    return IPv4Address if version == 4 else IPv6Address


def _network_of(version):
    return IPv4Network if version == 4 else IPv6Network


class IPv4Address(_Address):
    version = 4
    max_prefixlen = 32

    def _text(self, number):
        return _text_4(number)

    @property
    def reverse_pointer(self):
        return ".".join(_text_4(self._ip).split(".")[::-1]) + ".in-addr.arpa"

    @property
    def ipv6_mapped(self):
        return IPv6Address(f"::ffff:{_text_4(self._ip)}")


class IPv6Address(_Address):
    version = 6
    max_prefixlen = 128

    def _from_text(self, text):
        if "/" in text:
            raise AddressValueError(f"Unexpected '/' in {text!r}")
        address, sign, scope = text.partition("%")
        if sign:
            if not scope or "%" in scope:
                raise AddressValueError(f'Invalid IPv6 address: "{text!r}"')
            self.lo__scope = scope
        self._ip = _read_6(address)

    def _text(self, number):
        return _text_6(number)

    def __str__(self):
        return _text_6(self._ip) if self.lo__scope is None else f"{_text_6(self._ip)}%{self.lo__scope}"

    def __hash__(self):
        return hash((self._ip, self.lo__scope))

    @property
    def exploded(self):
        # CPython reads the text again, which a scope has no place in.
        return _long_6(_read_6(str(self)))

    @property
    def scope_id(self):
        return self.lo__scope

    @property
    def reverse_pointer(self):
        return ".".join(self.exploded.replace(":", "")[::-1]) + ".ip6.arpa"

    @property
    def is_site_local(self):
        return self._ip >> 118 == 0xFEC0 >> 6

    @property
    def is_private(self):
        mapped = self.ipv4_mapped
        if mapped is not None:
            return mapped.is_private
        return _in_any(self._ip, _special(6).private) and not _in_any(self._ip, _special(6).public)

    @property
    def is_multicast(self):
        mapped = self.ipv4_mapped
        return _in_any(self._ip, _special(6).multicast) if mapped is None else mapped.is_multicast

    @property
    def is_reserved(self):
        mapped = self.ipv4_mapped
        return _in_any(self._ip, _special(6).reserved) if mapped is None else mapped.is_reserved

    @property
    def is_loopback(self):
        mapped = self.ipv4_mapped
        return self._ip == 1 if mapped is None else mapped.is_loopback

    @property
    def is_link_local(self):
        mapped = self.ipv4_mapped
        return _in_any(self._ip, _special(6).link_local) if mapped is None else mapped.is_link_local

    @property
    def is_unspecified(self):
        mapped = self.ipv4_mapped
        return self._ip == 0 if mapped is None else mapped.is_unspecified

    @property
    def ipv4_mapped(self):
        return IPv4Address(self._ip & 0xFFFFFFFF) if self._ip >> 32 == 0xFFFF else None

    @property
    def teredo(self):
        if self._ip >> 96 != 0x20010000:
            return None
        return (IPv4Address(self._ip >> 64 & 0xFFFFFFFF), IPv4Address(~self._ip & 0xFFFFFFFF))

    @property
    def sixtofour(self):
        return IPv4Address(self._ip >> 80 & 0xFFFFFFFF) if self._ip >> 112 == 0x2002 else None


# Networks.
def _mask_of(length, bits):
    return (1 << bits) - (1 << bits - length)


def _length_of(number, bits):
    """The length of a prefix whose netmask this is; nothing where it is none."""
    inverted = number ^ (1 << bits) - 1
    if inverted & inverted + 1:
        return None
    return bits - inverted.bit_length()


def _prefix(mask, version):
    bits = 32 if version == 4 else 128
    if isinstance(mask, int):
        if not 0 <= mask <= bits:
            raise NetmaskValueError(f"{mask} is not a valid netmask")
        return int(mask)
    if mask.isascii() and mask.isdigit():
        if int(mask) > bits:
            raise NetmaskValueError(f"{mask} is not a valid netmask")
        return int(mask)
    if version == 6:
        raise NetmaskValueError(f"{mask} is not a valid netmask")
    try:
        number = _read_4(mask)
    except AddressValueError:
        raise NetmaskValueError(f"{mask} is not a valid netmask") from None
    length = _length_of(number, bits)
    if length is None:
        length = _length_of(number ^ 0xFFFFFFFF, bits)
    if length is None:
        raise NetmaskValueError(f"{mask} is not a valid netmask")
    return length


def _split(address, bits):
    """An address and its mask, of what networks and interfaces are made of."""
    if isinstance(address, (int, bytes)):
        return (address, bits)
    if isinstance(address, tuple):
        return (address[0], address[1] if len(address) > 1 else bits)
    parts = str(address).split("/")
    if len(parts) > 2:
        raise AddressValueError(f"Only one '/' permitted in {address!r}")
    return (parts[0], parts[1] if len(parts) == 2 else bits)


class _Network:
    def __init__(self, address, strict=True):
        bits = self.max_prefixlen
        first, mask = _split(address, bits)
        self.network_address = _address_of(self.version)(first)
        self._prefixlen = _prefix(mask, self.version)
        self.netmask = _address_of(self.version)(_mask_of(self._prefixlen, bits))
        number = self.network_address._ip
        if number & self.netmask._ip != number:
            if strict:
                raise ValueError(f"{self} has host bits set")
            self.network_address = _address_of(self.version)(number & self.netmask._ip)

    def _last(self):
        return self.network_address._ip | self.hostmask._ip

    @property
    def prefixlen(self):
        return self._prefixlen

    @property
    def hostmask(self):
        return _address_of(self.version)((1 << self.max_prefixlen - self._prefixlen) - 1)

    @property
    def broadcast_address(self):
        return _address_of(self.version)(self._last())

    @property
    def num_addresses(self):
        return 1 << self.max_prefixlen - self._prefixlen

    @property
    def with_prefixlen(self):
        return f"{self.network_address}/{self._prefixlen}"

    @property
    def with_netmask(self):
        return f"{self.network_address}/{self.netmask}"

    @property
    def with_hostmask(self):
        return f"{self.network_address}/{self.hostmask}"

    @property
    def compressed(self):
        return str(self)

    @property
    def exploded(self):
        return f"{self.network_address.exploded}/{self._prefixlen}"

    @property
    def reverse_pointer(self):
        return _network_pointer(self)

    def __str__(self):
        return f"{self.network_address}/{self._prefixlen}"

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        if not isinstance(other, _Network):
            return NotImplemented
        return (self.version == other.version and self.network_address == other.network_address
                and self._prefixlen == other._prefixlen)

    def __hash__(self):
        return hash((self.network_address._ip, self._prefixlen))

    def __lt__(self, other):
        return _ordered(self, other, "network", _Network, "<")

    def __gt__(self, other):
        return _ordered(self, other, "network", _Network, ">")

    def __le__(self, other):
        return _ordered(self, other, "network", _Network, "<=")

    def __ge__(self, other):
        return _ordered(self, other, "network", _Network, ">=")

    def __iter__(self):
        yield from _between(self.network_address._ip, self._last() + 1, 1, _address_of(self.version))

    def hosts(self):
        return _hosts(self)

    def __getitem__(self, n):
        number = self.network_address._ip + n if n >= 0 else self._last() + n + 1
        if not self.network_address._ip <= number <= self._last():
            raise IndexError("address out of range")
        return _address_of(self.version)(number)

    def __contains__(self, other):
        if not isinstance(other, _Address) or other.version != self.version:
            return False
        return other._ip & self.netmask._ip == self.network_address._ip

    def overlaps(self, other):
        return (other.network_address in self or other.broadcast_address in self
                or self.network_address in other or self.broadcast_address in other)

    def subnet_of(self, other):
        return _is_inside(self, other)

    def supernet_of(self, other):
        return _is_inside(other, self)

    def compare_networks(self, other):
        if self.version != other.version:
            raise TypeError(f"{self} and {other} are not of the same type")
        a = (self.network_address._ip, self.netmask._ip)
        b = (other.network_address._ip, other.netmask._ip)
        return -1 if a < b else 1 if a > b else 0

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        return _subnets(self, prefixlen_diff, new_prefix)

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        return _supernet(self, prefixlen_diff, new_prefix)

    def address_exclude(self, other):
        return _excluded(self, other)

    @property
    def is_multicast(self):
        return self.network_address.is_multicast and self.broadcast_address.is_multicast

    @property
    def is_reserved(self):
        return self.network_address.is_reserved and self.broadcast_address.is_reserved

    @property
    def is_link_local(self):
        return self.network_address.is_link_local and self.broadcast_address.is_link_local

    @property
    def is_loopback(self):
        return self.network_address.is_loopback and self.broadcast_address.is_loopback

    @property
    def is_unspecified(self):
        return self.network_address.is_unspecified and self.broadcast_address.is_unspecified

    @property
    def is_private(self):
        return _network_is_private(self)

    @property
    def is_global(self):
        if self.version == 4:
            return not (_is_shared(self.network_address) and _is_shared(self.broadcast_address)) and not self.is_private
        return not self.is_private


def _network_is_private(network):
    first = network.network_address._ip
    last = network._last()
    special = _special(network.version)
    for start, free in special.private:
        if first >> free == start >> free and last >> free == start >> free:
            for inner, left in special.public:
                if first >> left == inner >> left and last >> left == inner >> left:
                    return False
            return True
    return False


def _network_pointer(network):
    # CPython turns the whole text round, with the length of the prefix in it.
    if network.version == 4:
        return ".".join(str(network).split(".")[::-1]) + ".in-addr.arpa"
    return ".".join(network.exploded[::-1].replace(":", "")) + ".ip6.arpa"


def _between(number, end, step, make):
    # The numbers of IPv6 are too large for a range.
    while number < end:
        yield make(number)
        number += step


def _hosts(network):
    make = _address_of(network.version)
    first = network.network_address._ip
    last = network._last()
    if network.version == 4:
        if network.prefixlen == 31:
            return [make(first), make(last)]
        if network.prefixlen == 32:
            return [make(first)]
        return _between(first + 1, last, 1, make)
    if network.prefixlen == 127:
        return [make(first), make(last)]
    if network.prefixlen == 128:
        return [make(first)]
    return _between(first + 1, last + 1, 1, make)


def _is_inside(inner, outer):
    if inner.version != outer.version:
        raise TypeError(f"{inner} and {outer} are not of the same version")
    return (outer.network_address._ip <= inner.network_address._ip and outer._last() >= inner._last())


def _subnets(network, diff, new):
    bits = network.max_prefixlen
    length = network.prefixlen
    if length == bits:
        yield network
        return
    if new is not None:
        if new < length:
            raise ValueError("new prefix must be longer")
        if diff != 1:
            raise ValueError("cannot set prefixlen_diff and new_prefix")
        diff = new - length
    if diff < 0:
        raise ValueError("prefix length diff must be > 0")
    length += diff
    if length > bits:
        raise ValueError(f"prefix length diff {length} is invalid for netblock {network}")
    make = _network_of(network.version)
    yield from _between(network.network_address._ip, network._last() + 1, 1 << bits - length, lambda number: make((number, length)))


def _supernet(network, diff, new):
    length = network.prefixlen
    if length == 0:
        return network
    if new is not None:
        if new > length:
            raise ValueError("new prefix must be shorter")
        if diff != 1:
            raise ValueError("cannot set prefixlen_diff and new_prefix")
        diff = length - new
    if length - diff < 0:
        raise ValueError(f"current prefixlen is {length}, cannot have a prefixlen_diff of {diff}")
    number = network.network_address._ip
    return _network_of(network.version)((number & network.netmask._ip << diff, length - diff))


def _excluded(network, other):
    if network.version != other.version:
        raise TypeError(f"{network} and {other} are not of the same version")
    if not isinstance(other, _Network):
        raise TypeError(f"{other} is not a network object")
    if not _is_inside(other, network):
        raise ValueError(f"{other} not contained in {network}")
    if other == network:
        return
    other = _network_of(other.version)(f"{other.network_address}/{other.prefixlen}")
    first, second = network.subnets()
    while first != other and second != other:
        if _is_inside(other, first):
            yield second
            first, second = first.subnets()
        else:
            yield first
            first, second = second.subnets()
    if first == other:
        yield second
    else:
        yield first


class IPv4Network(_Network):
    version = 4
    max_prefixlen = 32


class IPv6Network(_Network):
    version = 6
    max_prefixlen = 128

    @property
    def is_site_local(self):
        return self.network_address.is_site_local and self.broadcast_address.is_site_local


class _Interface:
    """What interfaces add to addresses."""

    def __init__(self, address):
        bits = self.max_prefixlen
        first, mask = _split(address, bits)
        _address_of(self.version).__init__(self, first)
        self.network = _network_of(self.version)((self._ip, mask), False)
        self.netmask = self.network.netmask

    @property
    def hostmask(self):
        return self.network.hostmask

    @property
    def ip(self):
        return _address_of(self.version)(self._ip)

    @property
    def with_prefixlen(self):
        return f"{self.ip}/{self.network.prefixlen}"

    @property
    def with_netmask(self):
        return f"{self.ip}/{self.netmask}"

    @property
    def with_hostmask(self):
        return f"{self.ip}/{self.hostmask}"

    def __str__(self):
        return f"{self.ip}/{self.network.prefixlen}"

    def __eq__(self, other):
        if not isinstance(other, _Address):
            return NotImplemented
        if not isinstance(other, _Interface):
            return False
        return self._ip == other._ip and self.version == other.version and self.network == other.network

    def __hash__(self):
        return hash((self._ip, self.network.prefixlen, self.network.network_address._ip))

    def __lt__(self, other):
        if isinstance(other, _Interface) and self.version == other.version:
            a = (self.network.network_address._ip, self.network.netmask._ip, self._ip)
            return a < (other.network.network_address._ip, other.network.netmask._ip, other._ip)
        return _ordered(self, other, "_ip", _Address, "<")


class IPv4Interface(_Interface, IPv4Address):
    pass


class IPv6Interface(_Interface, IPv6Address):
    pass


def _of_numbers(first, last, make, bits):
    while first <= last:
        size = bits if first == 0 else (first & -first).bit_length() - 1
        size = min(size, (last - first + 1).bit_length() - 1)
        yield make((first, bits - size))
        first += 1 << size
        if first - 1 == (1 << bits) - 1:
            break


def summarize_address_range(first, last):
    if not (isinstance(first, _Address) and isinstance(last, _Address)):
        raise TypeError("first and last must be IP addresses, not networks")
    if first.version != last.version:
        raise TypeError(f"{first} and {last} are not of the same version")
    if first > last:
        raise ValueError("last IP address must be greater than first")
    yield from _of_numbers(first._ip, last._ip, _network_of(first.version), first.max_prefixlen)


def collapse_addresses(addresses):
    numbers = []
    version = None
    last = None
    for a in addresses:
        if version is not None and a.version != version:
            raise TypeError(f"{a} and {last} are not of the same version")
        version = a.version
        last = a
        if isinstance(a, _Network):
            numbers.append((a.network_address._ip, a._last()))
        elif isinstance(a, _Interface) and a.network.prefixlen != a.max_prefixlen:
            numbers.append((a.network.network_address._ip, a.network._last()))
        else:
            numbers.append((a._ip, a._ip))
    merged = []
    for first, end in sorted(numbers):
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([first, end])
    return _collapsed(merged, version)


def _collapsed(ranges, version):
    joined = []
    for first, end in ranges:
        if joined and joined[-1][1] + 1 == first:
            joined[-1][1] = end
        else:
            joined.append([first, end])
    for first, end in joined:
        yield from _of_numbers(first, end, _network_of(version), 32 if version == 4 else 128)


def get_mixed_type_key(obj):
    if isinstance(obj, _Network):
        return (obj.version, obj.network_address, obj.netmask)
    if isinstance(obj, _Address):
        return (obj.version, obj)
    return NotImplemented
