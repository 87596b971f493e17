# Texts as bytes, where the machine lacks the codec: it has UTF-8, ASCII, UTF-16 and UTF-32.
lo__CODEC_NAMES = {
    "latin_1": "latin-1", "latin1": "latin-1", "latin": "latin-1", "l1": "latin-1", "iso_8859_1": "latin-1",
    "iso8859_1": "latin-1", "iso8859": "latin-1", "8859": "latin-1", "cp819": "latin-1", "iso_8859_1_1987": "latin-1",
    "cp1252": "cp1252", "windows_1252": "cp1252", "1252": "cp1252",
    "iso8859_15": "iso8859-15", "iso_8859_15": "iso8859-15", "latin_9": "iso8859-15", "latin9": "iso8859-15",
    "l9": "iso8859-15",
    "utf_8_sig": "utf-8-sig", "utf8_sig": "utf-8-sig",
    "unicode_escape": "unicodeescape", "raw_unicode_escape": "raw",
}
# What the bytes from 128 (from 160) on stand for where that is another character than in Latin-1.
lo__CODEC_TABLES = {
    "cp1252": dict(zip(range(128, 160), "€\ufffe‚ƒ„…†‡ˆ‰Š‹Œ\ufffeŽ\ufffe\ufffe‘’“”•–—˜™š›œ\ufffežŸ")),
    "iso8859-15": {164: "€", 166: "Š", 168: "š", 180: "Ž", 184: "ž", 188: "Œ", 189: "œ", 190: "Ÿ"},
}


def lo__codec(name):
    """One of our codecs by a name of it; nothing for the machine's own, and for what is unknown."""
    if type(name) is not str:
        return None
    return lo__CODEC_NAMES.get(name.lower().replace("-", "_").replace(" ", "_").replace(":", "_"))


def lo__m_decode(o, *args, **kwargs):
    if type(o) is not bytes:
        return o.decode(*args, **kwargs)
    encoding = kwargs.get("encoding", args[0] if args else "utf-8")
    if lo__codec(encoding) is None:
        return o.decode(*args, **kwargs)
    return lo__decoded(o, encoding, kwargs.get("errors", args[1] if len(args) > 1 else "strict"))


def lo__m_encode(o, *args, **kwargs):
    if type(o) is not str:
        return o.encode(*args, **kwargs)
    encoding = kwargs.get("encoding", args[0] if args else "utf-8")
    if lo__codec(encoding) is None:
        return o.encode(*args, **kwargs)
    return lo__encoded(o, encoding, kwargs.get("errors", args[1] if len(args) > 1 else "strict"))


def lo__decoded(data, encoding, errors):
    errors = errors or "strict"
    codec = lo__codec(encoding or "utf-8")
    if codec is None:
        return data.decode(encoding or "utf-8", errors)
    if codec == "utf-8-sig":
        return (data[3:] if data[:3] == b"\xef\xbb\xbf" else data).decode("utf-8", errors)
    if codec == "unicodeescape":
        return lo__unescaped(data, errors)
    if codec == "raw":
        raise NotImplementedError("the codec raw_unicode_escape is not available here")
    if data.isascii():
        return data.decode("ascii")
    if codec == "latin-1":
        return "".join([chr(b) for b in data])
    table = lo__CODEC_TABLES[codec]
    out = []
    for i, b in enumerate(data):
        c = table.get(b, chr(b))
        if c != "\ufffe":
            out.append(c)
        elif errors == "replace":
            out.append("\ufffd")
        elif errors == "backslashreplace":
            out.append(f"\\x{b:02x}")
        elif errors != "ignore":
            lo__check_errors(errors, "strict")
            raise UnicodeDecodeError(f"'charmap' codec can't decode byte 0x{b:02x} in position {i}: character maps to <undefined>")
    return "".join(out)


def lo__encoded(text, encoding, errors):
    errors = errors or "strict"
    codec = lo__codec(encoding or "utf-8")
    if codec is None:
        return text.encode(encoding or "utf-8", errors)
    if codec == "utf-8-sig":
        return b"\xef\xbb\xbf" + text.encode("utf-8", errors)
    if codec == "unicodeescape":
        return "".join([lo__ESCAPED.get(c) or lo__backslashed(c, 127) for c in text]).encode("ascii")
    if codec == "raw":
        raise NotImplementedError("the codec raw_unicode_escape is not available here")
    if text.isascii():
        return text.encode("ascii")
    known = {c: b for b, c in lo__CODEC_TABLES.get(codec, {}).items()}
    taken = lo__CODEC_TABLES.get(codec, {})
    out = []
    at = 0
    while at < len(text):
        b = lo__byte_of(text[at], known, taken)
        if b is not None:
            out.append(f"{b:02x}")
            at += 1
            continue
        end = at + 1
        while end < len(text) and lo__byte_of(text[end], known, taken) is None:
            end += 1
        out.append(lo__unencodable(text[at:end], at, codec, errors).encode("ascii").hex())
        at = end
    return bytes.fromhex("".join(out))


def lo__byte_of(c, known, taken):
    if c in known:
        return known[c] if c != "\ufffe" else None
    return ord(c) if ord(c) < 256 and ord(c) not in taken else None


def lo__unencodable(part, at, codec, errors):
    """What stands for characters that a codec lacks, by the name of the handler of errors."""
    if errors == "ignore":
        return ""
    if errors == "replace":
        return "?" * len(part)
    if errors == "xmlcharrefreplace":
        return "".join([f"&#{ord(c)};" for c in part])
    if errors == "backslashreplace":
        return "".join([lo__backslashed(c, 0) for c in part])
    if errors == "namereplace":
        from unicodedata import name
        return "".join([f"\\N{{{name(c)}}}" if name(c, "") else lo__backslashed(c, 0) for c in part])
    lo__check_errors(errors, "strict")
    reason = "ordinal not in range(256)" if codec == "latin-1" else "character maps to <undefined>"
    shown = "latin-1" if codec == "latin-1" else "charmap"
    if len(part) == 1:
        raise UnicodeEncodeError(f"'{shown}' codec can't encode character '{lo__backslashed(part, 0)}' in position {at}: {reason}")
    raise UnicodeEncodeError(f"'{shown}' codec can't encode characters in position {at}-{at + len(part) - 1}: {reason}")


def lo__check_errors(errors, *known):
    if errors in known:
        return
    if errors in ("surrogateescape", "surrogatepass", "namereplace", "xmlcharrefreplace"):
        raise NotImplementedError(f"errors={errors!r} is not available here")
    raise LookupError(f"unknown error handler name '{errors}'")


lo__ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def lo__backslashed(c, plain):
    """A character as an escape, unless it is printable and below `plain`."""
    n = ord(c)
    if 32 <= n < plain:
        return c
    return f"\\x{n:02x}" if n < 256 else f"\\u{n:04x}" if n < 65536 else f"\\U{n:08x}"


def lo__unescaped(data, errors):
    """What the escapes of Python's literals stand for."""
    text = "".join([chr(b) for b in data])
    out = []
    i = 0
    while True:
        j = text.find("\\", i)
        if j < 0:
            out.append(text[i:])
            return "".join(out)
        out.append(text[i:j])
        c = text[j + 1:j + 2]
        i = j + 2
        if c in lo__SIMPLE_ESCAPES and c != "":
            out.append(lo__SIMPLE_ESCAPES[c])
        elif c in "01234567" and c != "":
            i = j + 1
            while i < j + 4 and text[i:i + 1] in "01234567" and i < len(text):
                i += 1
            out.append(chr(int(text[j + 1:i], 8)))
        elif c in "xuU" and c != "":
            size = {"x": 2, "u": 4, "U": 8}[c]
            while i < j + 2 + size and text[i:i + 1] in "0123456789abcdefABCDEF" and i < len(text):
                i += 1
            number = int(text[j + 2:i], 16) if i == j + 2 + size else None
            if number is None:
                shape = {"x": "\\xXX", "u": "\\uXXXX", "U": "\\UXXXXXXXX"}[c]
                out.append(lo__bad_escape(data, j, i, f"truncated {shape} escape", errors))
            elif number > 0x10FFFF:
                out.append(lo__bad_escape(data, j, i, "illegal Unicode character", errors))
            elif 0xD800 <= number < 0xE000:
                raise NotImplementedError("surrogates cannot be had here")
            else:
                out.append(chr(number))
        elif c == "N":
            raise NotImplementedError("unicode_escape: names of characters are not available here")
        elif c == "":
            out.append(lo__bad_escape(data, j, len(text), "\\ at end of string", errors))
            return "".join(out)
        else:
            out.append("\\" + c)


lo__SIMPLE_ESCAPES = {"\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r",
                      "t": "\t", "v": "\v"}


def lo__bad_escape(data, start, end, reason, errors):
    if errors == "ignore":
        return ""
    if errors == "replace":
        return "\ufffd"
    if errors == "backslashreplace":
        return "".join([f"\\x{b:02x}" for b in data[start:end]])
    lo__check_errors(errors, "strict")
    if end - start == 1:
        raise UnicodeDecodeError(f"'unicodeescape' codec can't decode byte 0x{data[start]:02x} in position {start}: {reason}")
    raise UnicodeDecodeError(f"'unicodeescape' codec can't decode bytes in position {start}-{end - 1}: {reason}")
