# `StringIO`, `BytesIO`, `TextIOWrapper` of bytes in memory, and `open`. `StringIO` does not translate line ends (`newline`).
import os as _os
from builtins import bytes as _bytes

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class UnsupportedOperation(OSError):
    pass


class _Memory:
    def __init__(self, data, empty, line_end):
        self._data = data
        self._at = 0
        self._empty = empty
        self._line_end = line_end
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file" + ("" if self._empty else "."))

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *error):
        self.close()

    def close(self):
        self.closed = True

    def flush(self):
        self._check()

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def isatty(self):
        return False

    def getvalue(self):
        self._check()
        return self._data

    def tell(self):
        self._check()
        return self._at

    def seek(self, pos, whence=0):
        self._check()
        if whence == 1:
            pos += self._at
        elif whence == 2:
            pos += len(self._data)
        if pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        self._at = pos
        return pos

    def read(self, size=-1):
        self._check()
        start = self._at
        if size is None or size < 0:
            found = self._data[start:]
        else:
            found = self._data[start:start + size]
        self._at = start + len(found)
        return found

    def readline(self, size=-1):
        self._check()
        start = self._at
        end = self._data.find(self._line_end, start) + 1
        if end == 0:
            end = len(self._data)
        if size is not None and 0 <= size < end - start:
            end = start + size
        found = self._data[start:end]
        self._at = start + len(found)
        return found

    def readlines(self, hint=None):
        lines = []
        total = 0
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                return lines

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def write(self, data):
        self._check()
        if type(data) is not type(self._empty):
            kind = type(data).__name__
            if type(self._empty) is str:
                raise TypeError(f"string argument expected, got '{kind}'")
            raise TypeError(f"a bytes-like object is required, not '{kind}'")
        if not data:
            return 0
        at = self._at
        held = self._data
        if at == len(held):
            self._data = held + data
        else:
            if at > len(held):
                held += self._zero * (at - len(held))
            self._data = held[:at] + data + held[at + len(data):]
        self._at = at + len(data)
        return len(data)

    def truncate(self, size=None):
        self._check()
        if size is None:
            size = self._at
        elif size < 0:
            raise ValueError(f"Negative size value {size}")
        self._data = self._data[:size]
        return size


class StringIO(_Memory):
    _zero = "\x00"

    def __init__(self, initial_value="", newline="\n"):
        if newline != "\n" and newline != "":
            raise NotImplementedError("io.StringIO: only newline='\\n' and newline='' are available here")
        if initial_value is None:
            initial_value = ""
        if type(initial_value) is not str:
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        super().__init__(initial_value, "", "\n")
        if newline == "" and "\r" in initial_value:
            raise NotImplementedError("io.StringIO: newline='' with \\r is not available here")


class BytesIO(_Memory):
    _zero = b"\x00"

    def __init__(self, initial_bytes=b""):
        super().__init__(_bytes(initial_bytes or b""), b"", b"\n")

    def getbuffer(self):
        return self.getvalue()

    def read1(self, size=-1):
        return self.read(size)


DEFAULT_BUFFER_SIZE = 8192


def _of_open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """What the machine's own `open` does not take: other encodings, `x` and `+`."""
    if closefd is not True or opener is not None:
        raise NotImplementedError("open() with closefd or an opener is not available here")
    flags = mode.replace("b", "").replace("t", "").replace("+", "")
    if len(flags) != 1 or flags not in "rwax" or "b" in mode and "t" in mode or len(set(mode)) < len(mode):
        raise ValueError(f"invalid mode: {mode!r}")
    if "b" in mode and (encoding is not None or errors is not None or newline is not None):
        name = "encoding" if encoding is not None else "errors" if errors is not None else "newline"
        raise ValueError(f"binary mode doesn't take a{'n' if name in ('encoding', 'errors') else ''} {name} argument")
    if flags == "x":
        if _os.path.exists(file):
            raise FileExistsError(f"[Errno 17] File exists: {str(file)!r}")
        flags = "w"
    is_plain = "b" in mode or lo__plain_encoding(encoding, errors)
    if "+" not in mode and is_plain:
        if "b" in mode:
            return open(file, flags + "b")
        return open(file, flags) if newline is None else open(file, flags, newline=newline)
    encoding = encoding or "utf-8"
    errors = errors or "strict"
    if "+" not in mode and flags != "r":
        return _EncodedFile(open(file, flags + "b"), file, mode, encoding, errors, newline)
    data = b""
    if flags == "r" or flags == "a" and _os.path.exists(file):
        with open(file, "rb") as raw:
            data = raw.read()
    else:
        with open(file, "wb") as raw:
            pass
    if "b" in mode:
        return _BinaryFile(data, file, mode, flags)
    text = lo__decoded(data, encoding, errors)
    if newline is None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TextFile(text, file, mode, flags, encoding, errors, newline)


class _EncodedFile:
    """A text file that is written only."""

    def __init__(self, raw, name, mode, encoding, errors, newline):
        self._raw = raw
        self.name = name
        self.mode = mode
        self.encoding = encoding
        self.errors = errors
        self._newline = newline
        self._marks = encoding.lower().replace("_", "-") == "utf-8-sig"

    @property
    def closed(self):
        return self._raw.closed

    def write(self, text):
        if type(text) is not str:
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        written = text.replace("\n", self._newline) if self._newline else text
        if self._marks:
            self._raw.write(b"\xef\xbb\xbf" + written.encode())
            self._marks = False
            self.encoding = "utf-8"
        else:
            self._raw.write(lo__encoded(written, self.encoding, self.errors))
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def writable(self):
        return True

    def readable(self):
        return False

    def read(self, size=-1):
        raise UnsupportedOperation("not readable")

    def flush(self):
        self._raw.flush()

    def close(self):
        self._raw.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


class _BinaryFile(BytesIO):
    """A file that is read and written: what is written goes to the file at once."""

    def __init__(self, data, name, mode, flags):
        super().__init__(data)
        self.name = name
        self.mode = mode
        self._appends = flags == "a"
        if self._appends:
            self._at = len(data)

    def write(self, data):
        if self._appends:
            self._at = len(self._data)
        count = super().write(data)
        self._save()
        return count

    def truncate(self, size=None):
        size = super().truncate(size)
        self._save()
        return size

    def _save(self):
        with open(self.name, "wb") as raw:
            raw.write(self._data)


class _TextFile(StringIO):
    def __init__(self, text, name, mode, flags, encoding, errors, newline):
        super().__init__(text)
        self.name = name
        self.mode = mode
        self.encoding = encoding
        self.errors = errors
        self._newline = newline
        self._writes = "+" in mode
        self._appends = flags == "a"
        if self._appends:
            self._at = len(text)

    def writable(self):
        return self._writes

    def tell(self):
        if not self._data.isascii():
            raise NotImplementedError("tell() of such a file is not available here where its text is not ASCII")
        return super().tell()

    def seek(self, pos, whence=0):
        if not self._data.isascii() and pos != 0:
            raise NotImplementedError("seek() of such a file is not available here where its text is not ASCII")
        return super().seek(pos, whence)

    def write(self, data):
        if not self._writes:
            raise UnsupportedOperation("not writable")
        if self._appends:
            self._at = len(self._data)
        count = super().write(data)
        self._save()
        return count

    def truncate(self, size=None):
        size = super().truncate(size)
        self._save()
        return size

    def _save(self):
        written = self._data.replace("\n", self._newline) if self._newline else self._data
        with open(self.name, "wb") as raw:
            raw.write(lo__encoded(written, self.encoding, self.errors))


def TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
    if not isinstance(buffer, BytesIO):
        raise NotImplementedError("io.TextIOWrapper of other things than io.BytesIO is not available here")
    text = lo__decoded(buffer.read(), encoding or "utf-8", errors or "strict")
    if newline is None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TextFile(text, None, "r", "r", encoding or "utf-8", errors or "strict", newline)
