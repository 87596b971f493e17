# `format_exc`, `print_exc`, `format_exception`, `print_exception` and `format_exception_only`: of tracebacks the first and the last line, as there are no frames to be had. `format_exc` and `print_exc` are called in the except block itself. Stacks are left out.
import sys as _sys


def _notes_of(e):
    try:
        return e.__notes__
    except AttributeError:
        return []


def format_exception_only(exc, /, value=None):
    e = exc if value is None else value
    if e is None:
        return ["NoneType: None\n"]
    text = str(e)
    name = type(e).__name__
    lines = [f"{name}: {text}\n" if text else f"{name}\n"]
    return lines + [f"{note}\n" for note in _notes_of(e)]


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True):
    e = exc if value is None else value
    # No frames are told of, as there are none to be had.
    head = [] if limit == 0 else ["Traceback (most recent call last):\n"]
    return head + format_exception_only(e)


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True):
    text = "".join(format_exception(exc, value, limit=limit))
    if file is None:
        _to_stderr(text)
    else:
        file.write(text)


def format_exc(exc, limit=None, chain=True):
    return "".join(format_exception(exc, limit=limit))


def print_exc(exc, limit=None, file=None, chain=True):
    print_exception(exc, limit=limit, file=file)


def _to_stderr(text):
    print(text, end="", file=_sys.stderr)
