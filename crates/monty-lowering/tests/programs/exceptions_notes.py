import traceback


def chained(make):
    try:
        try:
            make()
        except Exception as inner:
            raise RuntimeError("outer") from inner
    except RuntimeError as error:
        print(repr(error), repr(error.__cause__), error.__context__ is error.__cause__, error.__suppress_context__)


def by_key():
    raise KeyError(2)


chained(by_key)
chained(lambda: int("x"))
try:
    try:
        int("x")
    except ValueError:
        raise RuntimeError("other") from KeyError(1)
except RuntimeError as error:
    print(repr(error.__cause__), repr(error.__context__))
try:
    try:
        int("y")
    except ValueError:
        raise RuntimeError("none") from None
except RuntimeError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
try:
    int("x")
except ValueError as error:
    print(hasattr(error, "__notes__"))
    error.add_note("first")
    error.add_note("second")
    print(error.__notes__)
    print(traceback.format_exc().splitlines()[-3:])
try:
    int("z")
except ValueError as error:
    try:
        print(error.__notes__)
    except AttributeError as missing:
        print(missing)
print(bytes([1, 2, 255]), bytes((0,)), bytes(range(3)), bytes(n * 2 for n in (1, 2)), bytes(map(ord, "ab")), bytes(3), bytes(b"x"))
for wrong in ([256], [-1], ["a"], 1.5, None):
    try:
        bytes(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
