# The machine's, with `exit`, writing to `stdout` and `stderr`, and a recursion limit that is told and not heeded, as the run's own is; `exc_info` is called in the except block itself, and tells a traceback without frames; `stdin`, `getsizeof` and the like are left out.
from sys import api_version, argv, builtin_module_names, byteorder, copyright, executable, flags, float_info, float_repr_style, hexversion, maxsize, maxunicode, platform, prefix, stderr, stdout, version, version_info


_recursion = [1000]


def getrecursionlimit():
    return _recursion[0]


def setrecursionlimit(limit, /):
    if type(limit) is not int:
        raise TypeError(f"'{type(limit).__name__}' object cannot be interpreted as an integer")
    if limit < 1:
        raise ValueError("recursion limit must be greater or equal than 1")
    _recursion[0] = limit


def exc_info(e, /):
    return (type(e), e, lo__TRACEBACK)


def exit(arg=None, /):
    if arg is None:
        raise SystemExit
    raise SystemExit(arg)


def _of_stdout_write(text, /):
    print(_text(text), end="")
    return len(text)


def _of_stderr_write(text, /):
    print(_text(text), end="", file=stderr)
    return len(text)


def _text(text):
    if type(text) is not str:
        raise TypeError(f"write() argument must be str, not {type(text).__name__}")
    return text


def _of_stdout_flush():
    pass


def _of_stderr_flush():
    pass


def _of_stdout_writelines(lines, /):
    for line in lines:
        _of_stdout_write(line)


def _of_stderr_writelines(lines, /):
    for line in lines:
        _of_stderr_write(line)


def _of_stdout_isatty():
    return False


