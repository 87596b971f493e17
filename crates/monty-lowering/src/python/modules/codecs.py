# `encode`, `decode` and the marks of byte order: with the encodings of texts, `rot13`, `hex` and `base64`. Files, readers and registries are left out.
from base64 import decodebytes as _decodebytes, encodebytes as _encodebytes
from binascii import hexlify as _hexlify, unhexlify as _unhexlify

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_UTF16_LE = b"\xff\xfe"
BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM = BOM_LE = BOM_UTF16 = b"\xff\xfe"
BOM_BE = b"\xfe\xff"
BOM_UTF32 = b"\xff\xfe\x00\x00"


def _kind(encoding):
    name = encoding.lower().replace("-", "_")
    if name in ("rot13", "rot_13"):
        return "rot13"
    if name in ("hex", "hex_codec"):
        return "hex"
    return "base64" if name in ("base64", "base64_codec", "base_64") else ""


def _turned(text):
    turned = []
    for c in text:
        if "a" <= c <= "z":
            c = chr((ord(c) - 84) % 26 + 97)
        elif "A" <= c <= "Z":
            c = chr((ord(c) - 52) % 26 + 65)
        turned.append(c)
    return "".join(turned)


def encode(obj, encoding="utf-8", errors="strict"):
    kind = _kind(encoding)
    if kind == "rot13":
        return _turned(obj)
    if kind == "hex":
        return _hexlify(obj)
    if kind == "base64":
        return _encodebytes(obj)
    return obj.encode(encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    kind = _kind(encoding)
    if kind == "rot13":
        return _turned(obj)
    if kind == "hex":
        return _unhexlify(obj)
    if kind == "base64":
        return _decodebytes(obj)
    return obj.decode(encoding, errors)
