# `StringIO` and `BytesIO`; files are opened by `open()`. Line ends are not translated (`newline`).
from builtins import bytes as _bytes

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class UnsupportedOperation(OSError, ValueError):
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
