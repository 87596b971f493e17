# The machine's `Path`, and `PurePath` and `PurePosixPath`, which have no files; paths of Windows are left out.
import fnmatch as _fnmatch
from pathlib import Path


def _with_paths(c):
    # The machine's own are of it too.
    c.lo__check = lambda o: type(o) is c or type(o).__name__ == "PosixPath"
    return c


@_with_paths
class PurePosixPath:
    def __init__(self, *segments):
        text = ""
        for segment in segments:
            if type(segment) is not str and type(segment) is not PurePosixPath and type(segment).__name__ != "PosixPath":
                raise TypeError(
                    "argument should be a str or an os.PathLike object where __fspath__ returns a str, not "
                    f"'{type(segment).__name__}'"
                )
            segment = str(segment)
            text = segment if segment[:1] == "/" else f"{text}/{segment}" if text else segment
        root = ""
        if text[:1] == "/":
            root = "//" if text[:2] == "//" and text[2:3] != "/" else "/"
        self.drive = ""
        self.root = root
        self.anchor = root
        tail = [part for part in text.split("/") if part and part != "."]
        self._tail = tail
        self.parts = tuple(([root] if root else []) + tail)
        self._text = root + "/".join(tail) or "."
        name = tail[-1] if tail else ""
        self.name = name
        dot = name.rfind(".")
        has_suffix = 0 < dot < len(name) - 1
        self.suffix = name[dot:] if has_suffix else ""
        self.stem = name[:dot] if has_suffix else name
        self.suffixes = [] if name[-1:] == "." else ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def parent(self):
        return _path(self.root, self._tail[:-1])

    @property
    def parents(self):
        tail = self._tail
        return tuple([_path(self.root, tail[:end]) for end in range(len(tail) - 1, -1, -1)])

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"PurePosixPath({self._text!r})"

    def __fspath__(self):
        return self._text

    def __hash__(self):
        return hash(self._text)

    def __eq__(self, other):
        return _is_path(other) and str(other) == self._text

    def __lt__(self, other):
        return self.parts < other.parts if _is_path(other) else NotImplemented

    def __le__(self, other):
        return self.parts <= other.parts if _is_path(other) else NotImplemented

    def __gt__(self, other):
        return self.parts > other.parts if _is_path(other) else NotImplemented

    def __ge__(self, other):
        return self.parts >= other.parts if _is_path(other) else NotImplemented

    def __truediv__(self, other):
        return PurePosixPath(self, other) if type(other) is str or _is_path(other) else NotImplemented

    def __rtruediv__(self, other):
        return PurePosixPath(other, self) if type(other) is str else NotImplemented

    def as_posix(self):
        return self._text

    def is_absolute(self):
        return self.root != ""

    def joinpath(self, *segments):
        return PurePosixPath(self, *segments)

    def with_segments(self, *segments):
        return PurePosixPath(*segments)

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return _path(self.root, self._tail[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if suffix and (suffix[0] != "." or suffix == "." or "/" in suffix):
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self.with_name(self.stem + suffix)

    def is_relative_to(self, other):
        other = PurePosixPath(other)
        return self.parts[:len(other.parts)] == other.parts

    def relative_to(self, other, *, walk_up=False):
        other = PurePosixPath(other)
        up = 0
        base = list(other.parts)
        while list(self.parts[:len(base)]) != base:
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if not base or base[-1] == "..":
                raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
            base.pop()
            up += 1
        if self.root != other.root:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return _path("", [".."] * up + list(self.parts[len(base):]))

    def match(self, path_pattern, *, case_sensitive=None):
        pattern = PurePosixPath(path_pattern)
        if not pattern.parts:
            raise ValueError("empty pattern")
        if len(pattern.parts) > len(self.parts) or pattern.root and len(pattern.parts) != len(self.parts):
            return False
        for part, wanted in zip(reversed(self.parts), reversed(pattern.parts)):
            if not _fnmatch.fnmatchcase(part, wanted):
                return False
        return True


PurePath = PurePosixPath


def _path(root, tail):
    return PurePosixPath(root + "/".join(tail))


def _is_path(o):
    return type(o) is PurePosixPath or type(o).__name__ == "PosixPath"
