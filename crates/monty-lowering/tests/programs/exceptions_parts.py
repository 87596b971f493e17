# What exceptions tell of themselves, and methods of the built-in ones by their names.
class Plain(Exception):
    def __init__(self, m=""):
        Exception.__init__(self, m)


class Coded(ValueError):
    def __init__(self, m, code):
        ValueError.__init__(self, m)
        self.code = code

    def __str__(self):
        return f"{self.code} {Exception.__str__(self)}"


class Twice(Coded):
    def __init__(self):
        Coded.__init__(self, "t", 2)


for wrong in (Plain("q"), Coded("q", 5), Twice()):
    try:
        raise wrong
    except Exception as e:
        print(e, e.args, repr(e))


def undefined():
    return undefined_name


for wrong in (undefined, lambda: (5).foo, lambda: b"\xff".decode()):
    try:
        wrong()
    except (NameError, AttributeError) as e:
        print(e, e.name)
    except UnicodeDecodeError as e:
        print(e.start, e.end, e.reason, e.encoding)


class Own(OSError):
    pass


for wrong in (
    OSError("plain"), OSError(2, "No such", "f.txt"), OSError(13, "Denied"), OSError(104, "reset"), OSError(111, "refused"),
    OSError(110, "late"), OSError(17, "there"), OSError(99, "other"), Own("m"), IOError(21, "a folder"),
):
    try:
        raise wrong
    except FileNotFoundError as e:
        print("missing", e, e.filename, e.errno)
    except ConnectionError as e:
        print("connection", type(e).__name__, e.errno, e.strerror)
    except OSError as e:
        print(type(e).__name__, e, e.errno, e.strerror, e.filename)


class Traced:
    def __enter__(self):
        return self

    def __exit__(self, kind, e, tb):
        print(kind.__name__ if kind else None, type(tb).__name__, tb is None)
        return True


with Traced():
    1 / 0
with Traced():
    pass
