# `copy`, `copy2`, `copyfile`, `copyfileobj`, `copytree`, `ignore_patterns`, `move`, `rmtree`, `get_terminal_size` over the run's files, of which only what they hold is copied; archives, owners, modes, `disk_usage` and `which` are left out.
import os as _os
from collections import namedtuple as _namedtuple
from fnmatch import fnmatch as _fnmatch


class Error(OSError):
    pass


class SameFileError(Error):
    pass


_Size = _namedtuple("terminal_size", "columns lines")


def get_terminal_size(fallback=(80, 24)):
    return _Size(fallback[0], fallback[1])


def copyfileobj(fsrc, fdst, length=0):
    while True:
        part = fsrc.read(65536)
        if not part:
            break
        fdst.write(part)


def _same(src, dst):
    return _os.path.exists(dst) and _os.path.realpath(src) == _os.path.realpath(dst)


def copyfile(src, dst, *, follow_symlinks=True):
    if _same(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    with open(src, "rb") as source:
        data = source.read()
    with open(dst, "wb") as target:
        target.write(data)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    if _os.path.isdir(dst):
        dst = _os.path.join(dst, _os.path.basename(src))
    return copyfile(src, dst)


def copy2(src, dst, *, follow_symlinks=True):
    return copy(src, dst)


def ignore_patterns(*patterns):
    def ignored(path, names):
        return {name for name in names for pattern in patterns if _fnmatch(name, pattern)}
    return ignored


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False, dirs_exist_ok=False):
    names = _os.listdir(src)
    left_out = set() if ignore is None else ignore(_os.fspath(src), names)
    _os.makedirs(dst, exist_ok=dirs_exist_ok)
    for name in names:
        if name in left_out:
            continue
        path = _os.path.join(src, name)
        if _os.path.isdir(path):
            copytree(path, _os.path.join(dst, name), symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
        else:
            copy_function(path, _os.path.join(dst, name))
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    if onerror is not None or onexc is not None or dir_fd is not None:
        raise NotImplementedError("shutil.rmtree: only ignore_errors is available here")
    try:
        for name in _os.listdir(path):
            inner = _os.path.join(path, name)
            if _os.path.isdir(inner):
                rmtree(inner, ignore_errors)
            else:
                _os.unlink(inner)
        _os.rmdir(path)
    except OSError:
        if not ignore_errors:
            raise


def move(src, dst, copy_function=copy2):
    target = dst
    if _os.path.isdir(dst):
        if _same(src, dst):
            _os.rename(src, dst)
            return dst
        target = _os.path.join(dst, _os.path.basename(_os.fspath(src).rstrip("/")))
        if _os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        _os.rename(src, target)
    except (FileNotFoundError, PermissionError):
        raise
    except OSError:
        # Of another host folder.
        if _os.path.isdir(src):
            copytree(src, target)
            rmtree(src)
        else:
            copy_function(src, target)
            _os.unlink(src)
    return target
