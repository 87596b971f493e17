# `mkdtemp`, `gettempdir`, `TemporaryDirectory`, `NamedTemporaryFile` and `TemporaryFile` over the run's files, in `/tmp`; `mkstemp` and `SpooledTemporaryFile` are left out.
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
        return iter(self.file.readlines())

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

    def read(self, size=-1):
        return self.file.read(size)

    def readline(self):
        return self.file.readline()

    def readlines(self):
        return self.file.readlines()

    def write(self, data):
        return self.file.write(data)

    def writelines(self, lines):
        for line in lines:
            self.file.write(line)

    def seek(self, offset, whence=0):
        self.flush()
        return self.file.seek(offset, whence)

    def tell(self):
        return self.file.tell()

    def truncate(self, size=None):
        return self.file.truncate(size)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None, delete_on_close=True):
    return _File(_path(suffix, prefix, dir), mode, encoding, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir)
