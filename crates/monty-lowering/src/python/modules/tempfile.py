# `mkdtemp`, `gettempdir`, `TemporaryDirectory`, `NamedTemporaryFile` and `TemporaryFile` over the run's files, in `/tmp`; `mkstemp`, `SpooledTemporaryFile`, other ends of lines and `errors` are left out.
import io as _io
import os as _os
import random as _random
import shutil as _shutil

tempdir = None


def gettempdir():
    return "/tmp" if tempdir is None else tempdir


def gettempprefix():
    return "tmp"


def _path(suffix, prefix, dir):
    dir = gettempdir() if dir is None else _os.fspath(dir)
    names = _random.Random()
    while True:
        name = "".join([names.choice("abcdefghijklmnopqrstuvwxyz0123456789_") for i in range(8)])
        path = _os.path.join(dir, ("tmp" if prefix is None else prefix) + name + ("" if suffix is None else suffix))
        if not _os.path.exists(path):
            _os.makedirs(dir, exist_ok=True)
            return path


def mktemp(suffix="", prefix="tmp", dir=None):
    return _path(suffix, prefix, dir)


def mkdtemp(suffix=None, prefix=None, dir=None):
    path = _path(suffix, prefix, dir)
    _os.mkdir(path)
    return path


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._delete = delete

    def __repr__(self):
        return f"<TemporaryDirectory {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        if _os.path.exists(self.name):
            _shutil.rmtree(self.name)


class _File:
    """A file that is written to, and read from, at once: in memory, and where it lies when it is flushed."""

    def __init__(self, path, mode, encoding, delete):
        if mode.replace("b", "").replace("t", "").replace("+", "") not in ("r", "w", "x", "a"):
            raise ValueError(f"invalid mode: {mode!r}")
        self.name = path
        self.mode = mode
        self.delete = delete
        self.encoding = encoding
        self.file = _io.BytesIO() if "b" in mode else _io.StringIO()
        self.flush()

    def __enter__(self):
        return self

    def __exit__(self, exc, value, tb):
        self.close()

    def __iter__(self):
        return iter(self.readlines())

    def flush(self):
        data = self.file.getvalue()
        with open(self.name, "wb") as f:
            f.write(data if type(data) is bytes else data.encode("utf-8" if self.encoding is None else self.encoding))

    def close(self):
        if self.file.closed:
            return
        self.flush()
        self.file.close()
        if self.delete and _os.path.exists(self.name):
            _os.remove(self.name)

    @property
    def closed(self):
        return self.file.closed

    def readable(self):
        return "+" in self.mode or "r" in self.mode

    def writable(self):
        return "+" in self.mode or "r" not in self.mode

    def read(self, size=-1):
        self._for_reading()
        return self.file.read(size)

    def readline(self):
        self._for_reading()
        return self.file.readline()

    def readlines(self):
        self._for_reading()
        return self.file.readlines()

    def _for_reading(self):
        if not self.readable():
            raise _io.UnsupportedOperation("read" if "b" in self.mode else "not readable")

    def write(self, data):
        if not self.writable():
            raise _io.UnsupportedOperation("write" if "b" in self.mode else "not writable")
        if type(data) is str and "\r" in data:
            # It would be another end of a line when it is read.
            raise NotImplementedError("\\r in a temporary text file is not available here: open it in mode 'w+b'")
        return self.file.write(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def seek(self, offset, whence=0):
        self.flush()
        return self.file.seek(offset, whence)

    def tell(self):
        return self.file.tell()

    def truncate(self, size=None):
        return self.file.truncate(size)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True):
    if newline not in (None, "", "\n"):
        raise NotImplementedError("a temporary file with other ends of lines is not available here: write them in mode 'w+b'")
    if errors not in (None, "strict"):
        raise NotImplementedError(f"a temporary file with errors={errors!r} is not available here")
    return _File(_path(suffix, prefix, dir), mode, encoding, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir, errors=errors)
