# What exceptions of built-in code came up in the handling of.
try:
    try:
        1 / 0
    except ZeroDivisionError:
        int("x")
except ValueError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)


class Own(Exception):
    pass


def fails():
    try:
        raise Own("first")
    except Own:
        {}["k"]


try:
    fails()
except KeyError as e:
    print(repr(e), repr(e.__context__))
try:
    try:
        raise Own("a")
    except Own:
        raise Own("b")
except Own as e:
    print(e, repr(e.__context__))
try:
    int("y")
except ValueError as e:
    print(e.__context__, e.__traceback__ is not None)
