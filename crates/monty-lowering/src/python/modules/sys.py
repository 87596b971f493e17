# The machine's, with `exit` and writing to `stdout` and `stderr`; `stdin`, `exc_info`, `getsizeof` and the like are left out.
from sys import api_version, argv, builtin_module_names, byteorder, copyright, executable, flags, float_info, float_repr_style, hexversion, maxsize, maxunicode, platform, prefix, stderr, stdout, version, version_info


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


