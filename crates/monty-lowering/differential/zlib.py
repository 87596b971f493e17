IMPORTS = "import zlib"

WORDS = ["the ", "quick ", "fox ", "aaaa", "12345", "\x00\x00", "é"]


def expression(choose):
    kind = choose.random()
    if kind < 0.4:
        data = "".join([choose.choice(WORDS) for _ in range(choose.randint(0, 40))]).encode()
    elif kind < 0.7:
        data = bytes([choose.choice(b"ab") for _ in range(choose.randint(0, 120))])
    else:
        data = bytes([int(choose.expovariate(0.05)) % 256 for _ in range(choose.randint(0, 80))])
    call = choose.choice(["compress", "crc32", "adler32", "compress"])
    if choose.random() < 0.3:
        import zlib
        return f"zlib.decompress({zlib.compress(data * choose.randint(1, 3))!r})"
    return f"zlib.{call}({data!r} * {choose.randint(1, 4)})"
