# `crc32`, `adler32`, `decompress`, and `compress` of up to 32 KiB with the levels 4 to 9; objects that compress bit by bit are left out.
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
        raise NotImplementedError("zlib.decompress: only zlib's own and raw data (wbits of -15) are available here: use gzip.decompress")
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


# What follows makes the very bytes that zlib makes with its levels from 4: its search for matches, and its trees.
# By level: a match that is good enough to look less, to look no further, to take at once; and how many are looked at.
_EFFORTS = {4: (4, 4, 16, 16), 5: (8, 16, 32, 32), 6: (8, 16, 128, 128), 7: (8, 32, 128, 256), 8: (32, 128, 258, 1024),
            9: (32, 258, 258, 4096)}
_SYMBOLS = 16383
_EXTRA_LENGTHS = _LENGTH_BITS
_EXTRA_DISTANCES = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
_EXTRA_CODES = [0] * 16 + [2, 3, 7]


def _place_of(bases, value):
    low = 0
    high = len(bases)
    while high - low > 1:
        middle = (low + high) // 2
        if bases[middle] <= value:
            low = middle
        else:
            high = middle
    return low


_STATIC_LENGTHS = [8] * 144 + [9] * 112 + [7] * 24 + [8] * 8
_LENGTH_CODE = [0, 0, 0] + [_place_of(_LENGTHS, n) for n in range(3, 259)]


class _Tree:
    """The lengths of codes for symbols of some frequencies."""

    def __init__(self, freq, extra, base, longest, static):
        self.freq = freq
        self.lengths = [0] * (2 * len(freq) + 1)
        self.bits = 0
        self.static_bits = 0
        self.build(extra, base, longest, static)

    def build(self, extra, base, longest, static):
        n_symbols = len(self.freq)
        freq = self.freq + [0] * (n_symbols + 1)
        depth = [0] * len(freq)
        heap = [0]
        top = -1
        for n in range(n_symbols):
            if freq[n]:
                heap.append(n)
                top = n
        while len(heap) < 3:
            if top < 2:
                top += 1
                node = top
            else:
                node = 0
            heap.append(node)
            freq[node] = 1
            self.bits -= 1
            if static:
                self.static_bits -= static[node]
        self.top = top
        self.freq = freq[:n_symbols]
        for k in range((len(heap) - 1) // 2, 0, -1):
            _sift(heap, k, freq, depth)
        parent = [0] * len(freq)
        order = []
        node = n_symbols
        while True:
            n = heap[1]
            last = heap.pop()
            if len(heap) > 1:
                heap[1] = last
                _sift(heap, 1, freq, depth)
            m = heap[1]
            order.append(n)
            order.append(m)
            freq[node] = freq[n] + freq[m]
            depth[node] = max(depth[n], depth[m]) + 1
            parent[n] = parent[m] = node
            heap[1] = node
            node += 1
            _sift(heap, 1, freq, depth)
            if len(heap) <= 2:
                break
        order.append(heap[1])
        order.reverse()
        self.measure(order, parent, freq, extra, base, longest, static)

    def measure(self, order, parent, freq, extra, base, longest, static):
        lengths = self.lengths
        counts = [0] * (longest + 1)
        over = 0
        for n in order[1:]:
            bits = lengths[parent[n]] + 1
            if bits > longest:
                bits = longest
                over += 1
            lengths[n] = bits
            if n > self.top:
                continue
            counts[bits] += 1
            more = extra[n - base] if n >= base else 0
            self.bits += freq[n] * (bits + more)
            if static:
                self.static_bits += freq[n] * (static[n] + more)
        if over:
            while over > 0:
                bits = longest - 1
                while counts[bits] == 0:
                    bits -= 1
                counts[bits] -= 1
                bits += 1
                counts[bits] += 2
                counts[longest] -= 1
                over -= 2
            h = len(order)
            for bits in range(longest, 0, -1):
                n = counts[bits]
                while n:
                    h -= 1
                    m = order[h]
                    if m > self.top:
                        continue
                    if lengths[m] != bits:
                        self.bits += (bits - lengths[m]) * freq[m]
                        lengths[m] = bits
                    n -= 1
        self.lengths = lengths[:self.top + 1]


def _sift(heap, k, freq, depth):
    v = heap[k]
    end = len(heap) - 1
    j = 2 * k
    while j <= end:
        if j < end and _smaller(heap[j + 1], heap[j], freq, depth):
            j += 1
        if _smaller(v, heap[j], freq, depth):
            break
        heap[k] = heap[j]
        k = j
        j *= 2
    heap[k] = v


def _smaller(n, m, freq, depth):
    return freq[n] < freq[m] or freq[n] == freq[m] and depth[n] <= depth[m]


def _runs(lengths):
    """The lengths of codes as symbols for them: (symbol, extra bits, their value)."""
    out = []
    before = -1
    following = lengths[0]
    count = 0
    most, least = (138, 3) if following == 0 else (7, 4)
    for n in range(len(lengths)):
        current = following
        following = lengths[n + 1] if n + 1 < len(lengths) else -1
        count += 1
        if count < most and current == following:
            continue
        if count < least:
            out.extend([(current, 0, 0)] * count)
        elif current:
            if current != before:
                out.append((current, 0, 0))
                count -= 1
            out.append((16, 2, count - 3))
        elif count <= 10:
            out.append((17, 3, count - 3))
        else:
            out.append((18, 7, count - 11))
        count = 0
        before = current
        if following == 0:
            most, least = 138, 3
        elif current == following:
            most, least = 6, 3
        else:
            most, least = 7, 4
    return out


class _Output:
    def __init__(self):
        self.done = []
        self.held = 0
        self.count = 0

    def put(self, value, bits):
        self.held |= value << self.count
        self.count += bits
        while self.count >= 8:
            self.done.append(self.held & 255)
            self.held >>= 8
            self.count -= 8

    def align(self):
        if self.count:
            self.done.append(self.held & 255)
        self.held = 0
        self.count = 0


def _reversed_codes(lengths):
    """The codes of symbols, their bits in the order in which they are written."""
    out = {}
    for code, symbol in _codes(lengths).items():
        text = bin(code)[3:]
        out[symbol] = (int(text[::-1], 2), len(text))
    return out


def _flush(symbols, stored, last, output):
    literals = [0] * 286
    distances = [0] * 30
    literals[256] = 1
    for length, distance in symbols:
        if distance:
            place = 257 + _LENGTH_CODE[length]
            literals[place] += 1
            place = _place_of(_DISTANCES, distance)
            distances[place] += 1
        else:
            literals[length] += 1
    lit = _Tree(literals, _EXTRA_LENGTHS, 257, 15, _STATIC_LENGTHS)
    dist = _Tree(distances, _EXTRA_DISTANCES, 0, 15, [5] * 30)
    runs = _runs(lit.lengths), _runs(dist.lengths)
    counts = [0] * 19
    for run in runs:
        for symbol, extra, value in run:
            counts[symbol] += 1
    codes = _Tree(counts, _EXTRA_CODES, 0, 7, None)
    code_lengths = codes.lengths + [0] * (19 - len(codes.lengths))
    n_codes = 19
    while n_codes > 4 and code_lengths[_ORDER[n_codes - 1]] == 0:
        n_codes -= 1
    best = (lit.bits + dist.bits + codes.bits + 3 * n_codes + 14 + 3 + 7) >> 3
    static = (lit.static_bits + dist.static_bits + 3 + 7) >> 3
    if static <= best:
        best = static
    if len(stored) + 4 <= best:
        output.put(last, 3)
        output.align()
        output.put(len(stored), 16)
        output.put(len(stored) ^ 0xFFFF, 16)
        output.done.extend(stored)
        return
    if static == best:
        output.put(2 + last, 3)
        _write(symbols, _reversed_codes(_STATIC_LENGTHS), _reversed_codes([5] * 30), output)
        return
    output.put(4 + last, 3)
    output.put(len(lit.lengths) - 257, 5)
    output.put(len(dist.lengths) - 1, 5)
    output.put(n_codes - 4, 4)
    for i in range(n_codes):
        output.put(code_lengths[_ORDER[i]], 3)
    known = _reversed_codes(code_lengths)
    for run in runs:
        for symbol, extra, value in run:
            code, bits = known[symbol]
            output.put(code, bits)
            output.put(value, extra)
    _write(symbols, _reversed_codes(lit.lengths), _reversed_codes(dist.lengths), output)


def _write(symbols, literals, distances, output):
    put = output.put
    for length, distance in symbols:
        if not distance:
            code, bits = literals[length]
            put(code, bits)
            continue
        n = _LENGTH_CODE[length]
        code, bits = literals[257 + n]
        put(code, bits)
        put(length - _LENGTHS[n], _LENGTH_BITS[n])
        n = _place_of(_DISTANCES, distance)
        code, bits = distances[n]
        put(code, bits)
        put(distance - _DISTANCES[n], _EXTRA_DISTANCES[n])
    code, bits = literals[256]
    put(code, bits)


class _Search:
    """Finds matches as zlib does: by chains of places with the same hash of three bytes."""

    def __init__(self, data, effort):
        self.good, lazy, self.nice, self.chain = effort
        self.end = len(data)
        self.window = data + b"\x00" * 262
        self.head = {}
        self.prev = [0] * len(data)
        self.start = 0

    def insert(self, at):
        w = self.window
        h = (w[at] << 10 ^ w[at + 1] << 5 ^ w[at + 2]) & 0x7FFF
        found = self.head.get(h, 0)
        self.prev[at] = found
        self.head[h] = at
        return found

    def longest(self, at, match, best):
        w = self.window
        left = self.end - at
        chain = self.chain >> 2 if best >= self.good else self.chain
        nice = min(self.nice, left)
        limit = max(at - 32506, 0)
        while True:
            if w[match + best] == w[at + best] and w[match + best - 1] == w[at + best - 1] and w[match] == w[at] and w[match + 1] == w[at + 1]:
                n = 2
                while n < 258 and w[match + n] == w[at + n]:
                    n += 1
                if n > best:
                    self.start = match
                    best = n
                    if n >= nice:
                        break
            match = self.prev[match]
            chain -= 1
            if match <= limit or chain == 0:
                break
        return min(best, left)


def compress(data, /, level=-1, wbits=15):
    level = 6 if level == -1 else level
    if level not in _EFFORTS or wbits != 15:
        raise NotImplementedError("zlib.compress: only the levels from 4 to 9 are available here")
    if len(data) > 32768:
        raise NotImplementedError("zlib.compress: only up to 32 KiB can be compressed here: let one of the host's tools do it")
    output = _Output()
    search = _Search(data, _EFFORTS[level])
    lazy = _EFFORTS[level][1]
    symbols = []
    first = 0
    at = 0
    end = len(data)
    length = 2
    start = 0
    is_open = False
    while at < end:
        found = search.insert(at) if end - at >= 3 else 0
        before, before_start = length, search.start
        length = 2
        if found and before < lazy and at - found <= 32506:
            length = search.longest(at, found, before)
            if length == 3 and at - search.start > 4096:
                length = 2
        if before >= 3 and length <= before:
            symbols.append((before, at - 1 - before_start))
            last = end - 3
            for i in range(before - 2):
                at += 1
                if at <= last:
                    search.insert(at)
            is_open = False
            length = 2
            at += 1
            if len(symbols) == _SYMBOLS:
                _flush(symbols, data[first:at], 0, output)
                symbols = []
                first = at
        elif is_open:
            symbols.append((data[at - 1], 0))
            if len(symbols) == _SYMBOLS:
                _flush(symbols, data[first:at], 0, output)
                symbols = []
                first = at
            at += 1
        else:
            is_open = True
            at += 1
    if is_open:
        symbols.append((data[end - 1], 0))
    _flush(symbols, data[first:end], 1, output)
    output.align()
    mark = b"\x9c" if level == 6 else b"\x5e" if level < 6 else b"\xda"
    return b"\x78" + mark + _joined(output.done) + bytes.fromhex(f"{adler32(data):08x}")
