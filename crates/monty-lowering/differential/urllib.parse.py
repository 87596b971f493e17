IMPORTS = "from urllib import parse"

PARTS = ["http", "https", "ftp", "mailto", "file", ":", "//", "/", "/", "a", "b.c", "..", ".", "?", "#", "&", "=", "x=1", "y=%20z",
         "é", "%zz", "%C3%A9", ";", "p;q", "@", "user:pw", "[::1]", ":80", ":99999", "+", " ", "[", "]", "HTTP", "tel", "ws"]
WHAT = """urlparse(u) urlsplit(u) urljoin(u, v) urldefrag(u) quote(u) quote_plus(u) unquote(u) unquote_plus(u) parse_qs(u)
parse_qsl(u, True) urlparse(u).geturl() urlsplit(u).geturl() urlparse(u).hostname urlparse(u).port urlparse(u).username
urlencode({u: v}) urlencode([(u, [v, 1])], doseq=True) quote(u, safe=v) urlparse(u)._replace(query=v).geturl()
tuple(urlparse(u)) parse_qs(u, strict_parsing=True) urlparse(u) == urlparse(v) list(urlsplit(u))[1:3]""".replace("\n", " ")


def text(choose, most):
    return "".join([choose.choice(PARTS) for _ in range(choose.randint(0, most))])


def calls():
    found, depth, start = [], 0, 0
    for i, c in enumerate(WHAT + " "):
        depth += c in "([{"
        depth -= c in ")]}"
        if c == " " and not depth and WHAT[i + 1:i + 3] != "==" and WHAT[i - 2:i] != "==":
            found.append(WHAT[start:i])
            start = i + 1
    return found


CALLS = calls()


def expression(choose):
    u, v = text(choose, 8), text(choose, 5)
    if choose.random() < 0.5:
        u = "http://" + u
    call = choose.choice(CALLS).replace("urlparse(v)", f"parse.urlparse({v!r})")
    call = call.replace("(v", f"({v!r}").replace(" v", f" {v!r}").replace("=v", f"={v!r}").replace("[v", f"[{v!r}")
    call = _with(call, u)
    if call.startswith(("tuple(", "list(")):
        name, rest = call.split("(", 1)
        return f"{name}(parse.{rest}"
    return f"parse.{call}"


def _with(call, u):
    out, i = "", 0
    while i < len(call):
        before = call[i - 1:i]
        after = call[i + 1:i + 2]
        if call[i] == "u" and before in ("(", "{") and after in (")", ",", ":"):
            out += repr(u)
        else:
            out += call[i]
        i += 1
    return out
