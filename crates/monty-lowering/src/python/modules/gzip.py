# `compress` and `decompress` of up to 32 KiB and with the levels 4 to 9; files are left out.
import zlib


class BadGzipFile(OSError):
    pass


def compress(data, compresslevel=9, *, mtime=None):
    if mtime is None:
        import time
        mtime = int(time.time())
    mark = b"\x02" if compresslevel == 9 else b"\x04" if compresslevel == 1 else b"\x00"
    head = b"\x1f\x8b\x08\x00" + _word(int(mtime)) + mark + (b"\xff" if mtime else b"\x03")
    # What zlib adds is the sum that it has of its own, before and after.
    return head + zlib.compress(data, compresslevel)[2:-4] + _word(zlib.crc32(data)) + _word(len(data) % 4294967296)


def _word(number):
    return number.to_bytes(4, "little")


def _number(data):
    return int.from_bytes(data, "little")


def decompress(data):
    out = b""
    while data:
        if data[:2] != b"\x1f\x8b":
            if out and not data.strip(b"\x00"):
                break
            raise BadGzipFile(f"Not a gzipped file ({data[:2]!r})")
        if len(data) < 10:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        if data[2] != 8:
            raise BadGzipFile("Unknown compression method")
        flags = data[3]
        at = 10
        if flags & 4:
            at += 2 + _number(data[at:at + 2])
        for flag in (8, 16):
            if flags & flag:
                at = data.index(b"\x00", at) + 1
        if flags & 2:
            at += 2
        plain, at = zlib._inflate(data, at)
        tail = data[at:at + 8]
        if len(tail) < 8:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        if _number(tail[:4]) != zlib.crc32(plain):
            raise BadGzipFile(f"CRC check failed {hex(_number(tail[:4]))} != {hex(zlib.crc32(plain))}")
        if _number(tail[4:]) != len(plain) % 4294967296:
            raise BadGzipFile("Incorrect length of data produced")
        out += plain
        data = data[at + 8:]
    return out
