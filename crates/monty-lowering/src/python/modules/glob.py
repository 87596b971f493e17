# `glob`, `iglob`, `escape` and `has_magic` over the run's files; `dir_fd` and `translate` are left out. Names come in the order in which the host lists them.
import os as _os
from fnmatch import filter as _filter


def has_magic(s):
    for c in "*?[":
        if c in s:
            return True
    return False


def escape(pathname):
    return "".join([f"[{c}]" if c in "*?[" else c for c in pathname])


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    if dir_fd is not None:
        raise NotImplementedError("glob: dir_fd is not available here")
    pathname = _os.fspath(pathname)
    root = "" if root_dir is None else _os.fspath(root_dir)
    found = _found(pathname, root, recursive, False, include_hidden)
    if recursive and pathname[:2] == "**":
        # The folder itself, as nothing.
        found = [path for path in found if path]
    return found


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return iter(glob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def _join(folder, name):
    return _os.path.join(folder, name) if folder and name else folder or name


def _found(pathname, root, recursive, folders_only, hidden):
    folder, name = _os.path.split(pathname)
    if not has_magic(pathname):
        whole = _join(root, pathname)
        exists = _os.path.exists(whole) if name else _os.path.isdir(_join(root, folder))
        return [pathname] if exists else []
    if not folder:
        return _within(root, name, recursive, folders_only, hidden)
    folders = [folder]
    if folder != pathname and has_magic(folder):
        folders = _found(folder, root, recursive, True, hidden)
    found = []
    for each in folders:
        for inner in _within(_join(root, each), name, recursive, folders_only, hidden):
            found.append(_os.path.join(each, inner))
    return found


def _within(folder, name, recursive, folders_only, hidden):
    """What a name stands for in one folder."""
    if recursive and name == "**":
        if folder and not _os.path.isdir(folder):
            return []
        return [""] + _below(folder, folders_only, hidden)
    if not has_magic(name):
        if name:
            return [name] if _os.path.exists(_join(folder, name)) else []
        return [name] if _os.path.isdir(folder) else []
    names = _listed(folder, folders_only)
    if not hidden and not name.startswith("."):
        names = [each for each in names if not each.startswith(".")]
    return _filter(names, name)


def _below(folder, folders_only, hidden):
    found = []
    for name in _listed(folder, folders_only):
        if hidden or not name.startswith("."):
            found.append(name)
            path = _join(folder, name)
            if folders_only or _os.path.isdir(path):
                found += [_join(name, inner) for inner in _below(path, folders_only, hidden)]
    return found


def _listed(folder, folders_only):
    try:
        names = _os.listdir(folder or ".")
    except (FileNotFoundError, NotADirectoryError):
        return []
    if folders_only:
        return [name for name in names if _os.path.isdir(_join(folder, name))]
    return names
