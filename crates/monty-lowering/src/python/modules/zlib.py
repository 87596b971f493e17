# `crc32`, `adler32` and `decompress`; what compresses is left out, as its output would be another than CPython's.
DEF_WBITS = 15
MAX_WBITS = 15


class error(Exception):
    pass


def _table():
    table = []
    for n in range(256):
        for i in range(8):
            n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
        table.append(n)
    return table


_CRC = _table()


def crc32(data, value=0):
    crc = value ^ 0xFFFFFFFF
    table = _CRC
    for b in data:
        crc = crc >> 8 ^ table[(crc ^ b) & 255]
    return crc ^ 0xFFFFFFFF


def adler32(data, value=1):
    a = value & 0xFFFF
    b = value >> 16 & 0xFFFF
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


_LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
_LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
_DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
              8193, 12289, 16385, 24577]
_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]


class _Bits:
    def __init__(self, data, at):
        self.data = data
        self.at = at
        self.held = 0
        self.count = 0

    def take(self, n):
        while self.count < n:
            if self.at >= len(self.data):
                raise error("Error -5 while decompressing data: incomplete or truncated stream")
            self.held |= self.data[self.at] << self.count
            self.at += 1
            self.count += 8
        value = self.held & (1 << n) - 1
        self.held >>= n
        self.count -= n
        return value

    def symbol(self, codes):
        code = 1
        while True:
            code = code << 1 | self.take(1)
            if code in codes:
                return codes[code]
            if code >= 1 << 16:
                raise error("Error -3 while decompressing data: invalid code")


def _codes(lengths):
    """Symbols by their code, with a one before it."""
    codes = {}
    code = 0
    for length in range(1, 16):
        for symbol, n in enumerate(lengths):
            if n == length:
                codes[1 << length | code] = symbol
                code += 1
        code <<= 1
    return codes


def _inflate(data, at):
    bits = _Bits(data, at)
    out = []
    while True:
        last = bits.take(1)
        kind = bits.take(2)
        if kind == 0:
            bits.take(bits.count % 8)
            length = bits.take(16)
            if length != bits.take(16) ^ 0xFFFF:
                raise error("Error -3 while decompressing data: invalid stored block lengths")
            for i in range(length):
                out.append(bits.take(8))
        elif kind == 3:
            raise error("Error -3 while decompressing data: invalid block type")
        else:
            if kind == 1:
                literals = _codes([8] * 144 + [9] * 112 + [7] * 24 + [8] * 8)
                distances = _codes([5] * 30)
            else:
                literals, distances = _dynamic(bits)
            _block(bits, literals, distances, out)
        if last:
            break
    return (_joined(out), bits.at - bits.count // 8)


def _joined(values):
    return bytes.fromhex("".join([f"{v:02x}" for v in values]))


def _dynamic(bits):
    n_literals = bits.take(5) + 257
    n_distances = bits.take(5) + 1
    n_codes = bits.take(4) + 4
    lengths = [0] * 19
    for i in range(n_codes):
        lengths[_ORDER[i]] = bits.take(3)
    codes = _codes(lengths)
    lengths = []
    while len(lengths) < n_literals + n_distances:
        symbol = bits.symbol(codes)
        if symbol < 16:
            lengths.append(symbol)
        elif symbol == 16:
            if not lengths:
                raise error("Error -3 while decompressing data: invalid bit length repeat")
            lengths.extend([lengths[-1]] * (3 + bits.take(2)))
        elif symbol == 17:
            lengths.extend([0] * (3 + bits.take(3)))
        else:
            lengths.extend([0] * (11 + bits.take(7)))
    return (_codes(lengths[:n_literals]), _codes(lengths[n_literals:n_literals + n_distances]))


def _block(bits, literals, distances, out):
    while True:
        symbol = bits.symbol(literals)
        if symbol < 256:
            out.append(symbol)
        elif symbol == 256:
            return
        else:
            length = _LENGTHS[symbol - 257] + bits.take(_LENGTH_BITS[symbol - 257])
            symbol = bits.symbol(distances)
            distance = _DISTANCES[symbol] + bits.take(max(symbol // 2 - 1, 0))
            start = len(out) - distance
            if start < 0:
                raise error("Error -3 while decompressing data: invalid distance too far back")
            for i in range(length):
                out.append(out[start + i])


def decompress(data, /, wbits=15, bufsize=16384):
    if wbits < 0:
        return _inflate(data, 0)[0]
    if wbits > 15:
        raise NotImplementedError("zlib.decompress: only zlib's own and raw data (wbits of -15) are available here")
    if len(data) < 2:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    if data[0] & 15 != 8 or (data[0] << 8 | data[1]) % 31:
        raise error("Error -3 while decompressing data: incorrect header check")
    plain, at = _inflate(data, 2)
    tail = data[at:at + 4]
    if len(tail) < 4:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    if int(tail.hex(), 16) != adler32(plain):
        raise error("Error -3 while decompressing data: incorrect data check")
    return plain
