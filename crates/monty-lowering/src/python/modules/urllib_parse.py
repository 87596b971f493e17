# Whole for str; bytes are taken by `quote`, `quote_plus` and `unquote_to_bytes` only.
import unicodedata as _unicodedata

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
_SCHEME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_RELATIVE = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp",
             "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]
_NETLOC = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews",
           "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws", "wss", "itms-services"]
_PARAMS = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip", "sips", "mms", "sftp",
           "tel"]


def quote(string, safe="/", encoding=None, errors=None):
    if type(string) is str:
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif isinstance(string, str):
        return quote("".join(string), safe, encoding, errors)
    elif type(string) is not bytes:
        raise TypeError("quote_from_bytes() expected bytes")
    if type(safe) is bytes:
        safe = safe.decode("ascii", "ignore")
    known = _SAFE + safe
    out = []
    for b in string:
        c = chr(b)
        out.append(c if b < 128 and c in known else f"%{b:02X}")
    return "".join(out)


def quote_from_bytes(bs, safe="/"):
    if type(bs) is not bytes:
        raise TypeError("quote_from_bytes() expected bytes")
    return quote(bs, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    space = b" " if type(string) is bytes else " "
    if space not in string:
        return quote(string, safe, encoding, errors)
    if type(safe) is bytes:
        safe = safe.decode("ascii", "ignore")
    return quote(string, safe + " ", encoding, errors).replace(" ", "+")


_HEX = "0123456789ABCDEFabcdef"


def unquote_to_bytes(string):
    if type(string) is str:
        string = string.encode("utf-8")
    parts = string.split(b"%")
    out = [parts[0]]
    for part in parts[1:]:
        head = part[:2]
        if len(head) == 2 and chr(head[0]) in _HEX and chr(head[1]) in _HEX:
            out.append(bytes.fromhex(head.decode("ascii")))
            out.append(part[2:])
        else:
            out.append(b"%")
            out.append(part)
    return b"".join(out)


def unquote(string, encoding="utf-8", errors="replace"):
    if type(string) is bytes:
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        return string
    out = []
    ascii = []
    for c in string:
        if ord(c) < 128:
            ascii.append(c)
        else:
            if ascii:
                out.append(unquote_to_bytes("".join(ascii)).decode(encoding or "utf-8", errors or "replace"))
                ascii = []
            out.append(c)
    if ascii:
        out.append(unquote_to_bytes("".join(ascii)).decode(encoding or "utf-8", errors or "replace"))
    return "".join(out)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    elif isinstance(query, dict):
        query = query.items()
    elif type(query) is str or query and not isinstance(query[0], tuple) and not isinstance(query[0], list):
        raise TypeError("not a valid non-string sequence or mapping object")
    pairs = []
    for k, v in query:
        k = quote_via(k, safe) if type(k) is bytes else quote_via(str(k), safe, encoding, errors)
        if type(v) is bytes:
            pairs.append(k + "=" + quote_via(v, safe))
        elif doseq and isinstance(v, (list, tuple, set, frozenset, dict, range)):
            for x in v:
                x = quote_via(x, safe) if type(x) is bytes else quote_via(str(x), safe, encoding, errors)
                pairs.append(k + "=" + x)
        else:
            pairs.append(k + "=" + quote_via(str(v), safe, encoding, errors))
    return "&".join(pairs)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):
    if not separator or type(separator) is not str:
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    found = []
    if not qs:
        return found
    for part in qs.split(separator):
        if not part and not strict_parsing:
            continue
        pair = part.split("=", 1)
        if len(pair) != 2:
            if strict_parsing:
                raise ValueError(f"bad query field: {part!r}")
            if not keep_blank_values:
                continue
            pair.append("")
        if pair[1] or keep_blank_values:
            name = unquote(pair[0].replace("+", " "), encoding, errors)
            found.append((name, unquote(pair[1].replace("+", " "), encoding, errors)))
    return found


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        if name in found:
            found[name].append(value)
        else:
            found[name] = [value]
    return found


class _Result:
    """What the kinds of results have in common: a tuple of texts with names."""

    # What isinstance() tells of it.
    lo__sample = ()

    def __init__(self, *values, **named):
        names = self._fields
        given = dict(zip(names, values))
        given.update(named)
        if len(values) > len(names) or len(given) != len(names):
            raise TypeError(f"expected {len(names)} parts")
        self._values = tuple([given[name] for name in names])
        for name in names:
            setattr(self, name, given[name])
        self._place()

    def _place(self):
        """Reads the parts of the network's location."""
        netloc = self._values[1] if len(self._values) > 2 else ""
        user, at, host = netloc.rpartition("@")
        self.username = self.password = None
        if at:
            name, colon, password = user.partition(":")
            self.username = name
            if colon:
                self.password = password
        before, bracket, bracketed = host.partition("[")
        if bracket:
            name, _, port = bracketed.partition("]")
            _, _, port = port.partition(":")
        else:
            name, _, port = host.partition(":")
        name, percent, zone = name.partition("%")
        name = name.lower() + percent + zone
        self.hostname = name or None
        self._port = port or None

    @property
    def port(self):
        port = self._port
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        port = int(port)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port

    def _replace(self, **changes):
        for name in changes:
            if name not in self._fields:
                raise ValueError(f"Got unexpected field names: {[n for n in changes if n not in self._fields]!r}")
        return type(self)(*[changes.get(name, value) for name, value in zip(self._fields, self._values)])

    def _asdict(self):
        return dict(zip(self._fields, self._values))

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __getitem__(self, index):
        return self._values[index]

    def __contains__(self, value):
        return value in self._values

    def count(self, value):
        return self._values.count(value)

    def index(self, value):
        return self._values.index(value)

    def __add__(self, other):
        return self._values + tuple(other)

    def __eq__(self, other):
        if isinstance(other, _Result):
            return self._values == other._values
        return self._values == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self):
        return hash(self._values)

    def __lt__(self, other):
        return self._values < tuple(other)

    def __le__(self, other):
        return self._values <= tuple(other)

    def __gt__(self, other):
        return self._values > tuple(other)

    def __ge__(self, other):
        return self._values >= tuple(other)

    def __repr__(self):
        parts = [f"{name}={value!r}" for name, value in zip(self._fields, self._values)]
        return f"{type(self).__name__}({', '.join(parts)})"


class SplitResult(_Result):
    _fields = ("scheme", "netloc", "path", "query", "fragment")

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_Result):
    _fields = ("scheme", "netloc", "path", "params", "query", "fragment")

    def geturl(self):
        return urlunparse(self)


class DefragResult(_Result):
    _fields = ("url", "fragment")

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


def urlsplit(url, scheme="", allow_fragments=True):
    # What browsers do: control characters and spaces in front, and line ends anywhere, are dropped.
    start = 0
    while start < len(url) and ord(url[start]) <= 32:
        start += 1
    url = url[start:]
    scheme = scheme.strip("".join([chr(i) for i in range(33)]))
    for c in "\t\r\n":
        url = url.replace(c, "")
        scheme = scheme.replace(c, "")
    netloc = query = fragment = ""
    i = url.find(":")
    if i > 0 and url[0].isascii() and url[0].isalpha():
        for c in url[:i]:
            if c not in _SCHEME:
                break
        else:
            scheme = url[:i].lower()
            url = url[i + 1:]
    if url[:2] == "//":
        end = len(url)
        for c in "/?#":
            at = url.find(c, 2)
            if 0 <= at < end:
                end = at
        netloc = url[2:end]
        url = url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            host = netloc.partition("[")[2].partition("]")[0]
            if not (host.startswith("v") or host.startswith("V")):
                _check_address(host)
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    _check_netloc(netloc)
    return SplitResult(scheme, netloc, url, query, fragment)


def _check_address(host):
    if _is_ipv4(host):
        raise ValueError("An IPv4 address cannot be in brackets")
    address, percent, zone = host.partition("%")
    if percent and (not zone or "%" in zone) or not _is_ipv6(address):
        raise ValueError(f"{host!r} does not appear to be an IPv4 or IPv6 address")


def _is_ipv4(text):
    parts = text.split(".")
    if len(parts) != 4:
        return False
    for part in parts:
        if not (part.isascii() and part.isdigit()) or len(part) > 3 or int(part) > 255 or part != "0" and part[0] == "0":
            return False
    return True


def _is_ipv6(text):
    parts = text.split(":")
    if len(parts) < 3:
        return False
    if "." in parts[-1]:
        if not _is_ipv4(parts[-1]):
            return False
        parts[-1:] = ["0", "0"]
    if len(parts) > 9:
        return False
    gaps = [i for i in range(1, len(parts) - 1) if not parts[i]]
    if len(gaps) > 1:
        return False
    if gaps:
        before = gaps[0]
        after = len(parts) - gaps[0] - 1
        if not parts[0]:
            before -= 1
            if before:
                return False
        if not parts[-1]:
            after -= 1
            if after:
                return False
        if before + after > 7:
            return False
    elif len(parts) != 8 or not parts[0] or not parts[-1]:
        return False
    for part in parts:
        if len(part) > 4 or part.strip("0123456789abcdefABCDEF"):
            return False
    return True


def _check_netloc(netloc):
    if not netloc or netloc.isascii():
        return
    n = netloc
    for c in "@:#?":
        n = n.replace(c, "")
    other = _unicodedata.normalize("NFKC", n)
    if n == other:
        return
    for c in "/?#@:":
        if c in other:
            raise ValueError("netloc " + netloc + " contains invalid characters under NFKC normalization")


def urlparse(url, scheme="", allow_fragments=True):
    parts = urlsplit(url, scheme, allow_fragments)
    path = parts.path
    params = ""
    if parts.scheme in _PARAMS and ";" in path:
        at = path.find(";", path.rfind("/") + 1 if "/" in path else 0)
        if at >= 0:
            params = path[at + 1:]
            path = path[:at]
    return ParseResult(parts.scheme, parts.netloc, path, params, parts.query, parts.fragment)


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    if params:
        url = url + ";" + params
    return urlunsplit((scheme, netloc, url, query, fragment))


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if netloc or scheme and scheme in _NETLOC and url[:2] != "//":
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + (netloc or "") + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    if fragment:
        url = url + "#" + fragment
    return url


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    bscheme, bnetloc, bpath, bparams, bquery, bfragment = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, bscheme, allow_fragments)
    if scheme != bscheme or scheme not in _RELATIVE:
        return url
    if scheme in _NETLOC:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = bnetloc
    if not path and not params:
        return urlunparse((scheme, netloc, bpath, bparams, query or bquery, fragment))
    base_parts = bpath.split("/")
    if base_parts[-1] != "":
        base_parts.pop()
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = base_parts + path.split("/")
        segments[1:-1] = [s for s in segments[1:-1] if s]
    out = []
    for s in segments:
        if s == "..":
            if out:
                out.pop()
        elif s != ".":
            out.append(s)
    if segments[-1] in (".", ".."):
        out.append("")
    return urlunparse((scheme, netloc, "/".join(out) or "/", params, query, fragment))


def urldefrag(url):
    if "#" in url:
        s, n, p, a, q, fragment = urlparse(url)
        return DefragResult(urlunparse((s, n, p, a, q, "")), fragment)
    return DefragResult(url, "")
