# Exceptions of one's own, and what the machine's do not have.
#
# An exception object is an instance of a lowered class. What is raised in its stead is one of the machine's exceptions, of
# the nearest kind that the machine has, whose one argument is a tag: "\0" number "\0" name "\0" bases "\0" message, and
# for each exception it came from "\0" how "\0" name "\0" bases "\0" message.
lo__live = {}
lo__hooks = {}
lo__TYPE = type(int)


def lo__incomplete():
    import binascii
    return binascii.Incomplete


def lo__value_kind():
    import binascii
    return binascii.Error


# What exceptions of one's own are raised as, where the machine has a kind that nothing else is raised as: so that a
# handler of theirs does not catch others, which would lose their frames when they are raised again.
lo__CARRIERS = {"Exception": lo__incomplete(), "ValueError": lo__value_kind()}


def lo__carriers(*kinds):
    found = []
    for k in kinds:
        if type(k) is tuple:
            found.extend(lo__carriers(*k))
        elif hasattr(k, "lo__mro"):
            lo__carriers_of(k, found)
        else:
            found.append(k)
    return tuple(found)


def lo__carriers_of(c, found):
    if c.lo__kind not in found:
        found.append(c.lo__kind)
    for s in c.lo__subs:
        lo__carriers_of(s, found)


def lo__exception_text(e):
    try:
        return str(e)
    except Exception:
        return "<exception str() failed>"


def lo__tag(e):
    if hasattr(e, "lo__number"):
        number = e.lo__number
    else:
        number = str(len(lo__live))
        e.lo__number = number
    lo__live[number] = e
    parts = [number]
    how = []
    seen = []
    while e is not None and len(seen) < 20:
        seen.append(e)
        t = type(e)
        if hasattr(t, "lo__mro"):
            bases = [lo__name(b) for b in t.lo__mro[1:] if lo__name(b) != "object"]
            parts.extend(how + [lo__name(t), ",".join(bases), lo__exception_text(e).replace("\x00", "\\x00")])
            if e.__cause__ is not None:
                how = ["cause"]
                e = e.__cause__
            elif e.__context__ is not None and not e.__suppress_context__:
                how = ["context"]
                e = e.__context__
            else:
                break
        else:
            parts.extend(how + [t.__name__, "", str(e).replace("\x00", "\\x00")])
            break
        for s in seen:
            if s is e:
                e = None
                break
    return "\x00" + "\x00".join(parts)


def lo__raised(e):
    if type(e) is lo__TYPE and hasattr(e, "lo__kind"):
        e = e()
    t = type(e)
    if hasattr(t, "lo__kind"):
        return t.lo__kind(lo__tag(e))
    if hasattr(e, "lo__class"):
        return lo__raised(e())
    if type(e) is lo__TYPE and hasattr(e, "lo__mro"):
        raise TypeError("exceptions must derive from BaseException")
    return e


def lo__raised_from(e, cause, context=None):
    if type(e) is lo__TYPE and hasattr(e, "lo__kind"):
        e = e()
    if type(cause) is lo__TYPE:
        cause = cause()
    if cause is not None and not isinstance(cause, BaseException) and not hasattr(type(cause), "lo__kind"):
        raise TypeError("exception causes must derive from BaseException")
    if hasattr(type(e), "lo__kind"):
        e.__cause__ = cause
        e.__suppress_context__ = True
        if e is not context and e.__context__ is None:
            e.__context__ = context
    return lo__raised(e)


def lo__raised_within(e, context):
    if type(e) is lo__TYPE and hasattr(e, "lo__kind"):
        e = e()
    if hasattr(type(e), "lo__kind") and e is not context and e.__context__ is None:
        e.__context__ = context
    return lo__raised(e)


def lo__caught(e):
    a = e.args
    if a:
        a = a[0]
        if type(a) is str and a[:1] == "\x00":
            number = a[1:].split("\x00", 1)[0]
            if number in lo__live:
                return lo__live[number]
            return lo__hooks["foreign"](a)
        if type(a) is str and ("\u01c3" in a or "\u01c2" in a):
            return lo__call_error(e)
    return e


def lo__call_error(e):
    """An error about the arguments of a method, with the name that Python tells."""
    if type(e).__name__ == "TypeError" and e.args and type(e.args[0]) is str:
        told = lo__told_name(e.args[0])
        if told != e.args[0]:
            return TypeError(told)
    return e


def lo__told_name(name):
    return name.replace("\u01c0", ".<locals>").replace("\u01c3", ".").replace("\u01c2", "")


def lo__caught_within(e, context):
    e = lo__caught(e)
    if hasattr(type(e), "lo__kind") and e.__context__ is None and e is not context:
        e.__context__ = context
    return e


def lo__exit_args(*args):
    """What an `__exit__` is told, where the machine told it of what stands for an exception of the program's own."""
    if len(args) < 2 or args[1] is None:
        return args
    e = lo__caught(args[1])
    return (lo__type(e), e) + args[2:]


def lo__matches(e, kind):
    if type(kind) is tuple:
        for k in kind:
            if lo__matches(e, k):
                return True
        return False
    t = type(e)
    if hasattr(t, "lo__kind"):
        for c in t.lo__mro:
            if c is kind:
                return True
        if hasattr(kind, "lo__mro"):
            return False
        return isinstance(t.lo__sample, kind)
    if hasattr(kind, "lo__mro"):
        return False
    return isinstance(e, kind)


def lo__exception_init(self, *args):
    self.args = args


def lo__exception_str(self):
    args = self.args
    if len(args) == 1:
        if isinstance(type(self).lo__sample, KeyError):
            return repr(args[0])
        return str(args[0])
    if not args:
        return ""
    if isinstance(type(self).lo__sample, OSError) and 1 < len(args) < 4:
        name = args[2] if len(args) == 3 else getattr(self, "filename", None)
        if name is not None:
            return f"[Errno {args[0]}] {args[1]}: {name!r}"
        return f"[Errno {args[0]}] {args[1]}"
    return str(args)


def lo__exception_repr(self):
    args = self.args
    if len(args) == 1:
        return f"{lo__name(type(self))}({args[0]!r})"
    return lo__name(type(self)) + repr(args)


def lo__exception_init_of(c, init):
    # CPython stores the arguments when the object is made, before any __init__.
    def __init__(self, *args, **kwargs):
        if type(self) is c:
            self.args = args
        return init(self, *args, **kwargs)
    return __init__


def lo__adopt_exception(c, b):
    own = c.lo__own
    c.lo__kind = b.lo__kind
    c.lo__sample = b.lo__sample
    for k in c.lo__mro[1:]:
        if hasattr(k, "lo__stands") and not isinstance(b.lo__sample, k.lo__stands):
            raise TypeError(f"an exception class that is both {lo__name(b)} and {lo__name(k)} cannot be had")
    if "__init__" in own:
        c.__init__ = lo__exception_init_of(c, own["__init__"])
    elif c.__init__ is not lo__exception_init:
        for k in c.lo__mro[1:]:
            if "__init__" in k.lo__own:
                c.__init__ = lo__exception_init_of(c, k.lo__own["__init__"])
                break


def lo__exception_root(kind):
    name = lo__exception_name(kind)
    c = type(name, (), {})
    c.args = ()
    c.__init__ = lo__exception_init
    c.__str__ = lo__exception_str
    c.__repr__ = lo__exception_repr
    c.__cause__ = None
    c.__context__ = None
    c.__suppress_context__ = False
    c.__traceback__ = None
    c.lo__kind = lo__CARRIERS.get(name, kind)
    c.lo__adopt = lo__adopt_exception
    c.lo__subs = []
    c.lo__sample = kind("")
    c.lo__stands = kind
    c.lo__own = {
        "__init__": lo__exception_init, "__str__": lo__exception_str, "__repr__": lo__exception_repr,
        "args": (), "__cause__": None, "__context__": None, "__suppress_context__": False, "__traceback__": None,
    }
    if name in lo__PARENTS:
        parent = lo__root(lo__PARENTS[name])
    elif name == "BaseException":
        parent = None
    else:
        parent = lo__root(Exception)
    c.lo__bases = () if parent is None else (parent,)
    c.lo__mro = (c,) if parent is None else (c,) + parent.lo__mro
    lo__roots[name] = c
    return c


lo__PARENTS = {
    "Exception": BaseException, "SystemExit": BaseException, "KeyboardInterrupt": BaseException,
    "OverflowError": ArithmeticError, "ZeroDivisionError": ArithmeticError, "IndexError": LookupError,
    "KeyError": LookupError, "NotImplementedError": RuntimeError, "RecursionError": RuntimeError,
    "UnboundLocalError": NameError, "UnicodeDecodeError": ValueError, "UnicodeEncodeError": ValueError,
    "JSONDecodeError": ValueError, "ModuleNotFoundError": ImportError, "FileNotFoundError": OSError,
    "FileExistsError": OSError, "IsADirectoryError": OSError, "NotADirectoryError": OSError, "PermissionError": OSError,
    "TimeoutError": OSError,
}


lo__roots = {}


def lo__exception_name(kind):
    return type(kind("")).__name__


def lo__root(kind):
    name = lo__exception_name(kind)
    if name in lo__roots:
        return lo__roots[name]
    return lo__exception_root(kind)


def lo__rooted(b):
    """What stands for a base that is only known when the program runs."""
    if type(b) is not lo__TYPE or hasattr(b, "lo__mro") or lo__is_user_class(b) or not lo__is_exception_kind(b):
        return b
    return lo__root(b)


def lo__exception(kind, *args, **kwargs):
    """What `kind(*args)` is where it is not one text."""
    if kwargs:
        if lo__exception_name(kind) in ("ImportError", "ModuleNotFoundError", "AttributeError", "NameError"):
            e = lo__root(kind)(*args)
            for k, v in kwargs.items():
                setattr(e, k, v)
            return e
        raise TypeError(f"{lo__exception_name(kind)}() takes no keyword arguments")
    if (len(args) == 1 and type(args[0]) is str or not args) and kind is not StopIteration and kind is not SystemExit:
        return kind(*args)
    return lo__with_parts(lo__root(kind)(*args), args)


def lo__with_parts(e, args):
    """An exception with the attributes that its kind has of its arguments."""
    s = type(e).lo__sample
    if isinstance(s, OSError) and len(args) > 1:
        e.errno = args[0]
        e.strerror = args[1]
        if len(args) > 2:
            e.filename = args[2]
            e.args = args[:2]
    if isinstance(s, StopIteration):
        e.value = args[0] if args else None
    if isinstance(s, SystemExit):
        e.code = (args[0] if len(args) == 1 else args) if args else None
    return e


# Which kind of OSError the numbers of errors mean.
lo__OS_KINDS = {
    1: PermissionError, 2: FileNotFoundError, 13: PermissionError, 17: FileExistsError, 20: NotADirectoryError,
    21: IsADirectoryError, 110: TimeoutError,
}
lo__OS_ABSENT = {
    3: "ProcessLookupError", 4: "InterruptedError", 10: "ChildProcessError", 11: "BlockingIOError", 32: "BrokenPipeError",
    103: "ConnectionAbortedError", 104: "ConnectionResetError", 108: "BrokenPipeError", 111: "ConnectionRefusedError",
    114: "BlockingIOError", 115: "BlockingIOError",
}


def lo__os_error(kind, *args):
    """`OSError(number, text)`, whose number may make it a more special one."""
    kind = lo__root(kind)
    if 1 < len(args) < 6:
        n = args[0]
        if type(n) is int and n in lo__OS_KINDS:
            kind = lo__root(lo__OS_KINDS[n])
        elif type(n) is int and n in lo__OS_ABSENT:
            name = lo__OS_ABSENT[n]
            above = OSError
            if n == 32 or n > 100 and n < 112:
                above = lo__missing("ConnectionError", OSError)
            kind = lo__missing(name, above)
    return lo__with_parts(kind(*args), args)


def lo__caught_part(e, name):
    """An attribute of what may be one of the machine's exceptions, which say such things in their texts only."""
    if hasattr(e, name) or not isinstance(e, Exception) and not hasattr(type(e), "lo__kind"):
        return lo__get(e, name)
    return lo__told_part(e, name)


def lo__caught_part_asked(e, name):
    if not isinstance(e, Exception) and not hasattr(type(e), "lo__kind"):
        return lo__getattr_asked(e, name)
    try:
        return lo__getattr_asked(e, name)
    except AttributeError:
        return lo__told_part(e, name)


def lo__told_part(e, name):
    s = type(e).lo__sample if hasattr(type(e), "lo__kind") else e
    text = str(e)
    words = text.split("'")
    if isinstance(s, OSError) and name in ("errno", "strerror", "filename"):
        number, mark, rest = text.partition("] ")
        if s is not e or not mark or number[:7] != "[Errno " or not number[7:].isdigit():
            return None
        if name == "errno":
            return int(number[7:])
        said, mark, path = rest.partition(": '")
        if name == "strerror":
            return said
        return path[:-1] if mark else None
    if isinstance(s, NameError) and name == "name" and len(words) > 2:
        return words[1]
    if isinstance(s, AttributeError) and name == "name" and len(words) > 2:
        return words[-2]
    if isinstance(s, ImportError) and name == "name":
        if text[:15] == "No module named" and len(words) > 2:
            return words[1]
        return words[3] if len(words) > 4 else None
    if isinstance(s, (UnicodeDecodeError, UnicodeEncodeError)) and " in position " in text and name != "name":
        place, mark, reason = text.split(" in position ", 1)[1].partition(": ")
        first, mark, last = place.partition("-")
        parts = {"encoding": words[1], "start": int(first), "end": int(last or first) + 1, "reason": reason}
        if name in parts:
            return parts[name]
    return getattr(e, name)


def lo__boxed(kind, *args):
    """As lo__exception, but always an object that takes a cause, a context and notes."""
    return lo__with_parts(lo__root(kind)(*args), args)


def lo__text_exception(kind, arg):
    return kind(arg if type(arg) is str else str(arg))


def lo__message(m):
    return m if type(m) is str else str(m)


# The notes of exceptions of the machine's, by their ids; the exceptions are kept, so that no other has their id.
lo__notes = {}


def lo__add_note(e, note):
    if type(note) is not str:
        raise TypeError(f"note must be a str, not '{lo__name(type(note))}'")
    if not hasattr(type(e), "lo__kind"):
        lo__notes.setdefault(id(e), (e, []))[1].append(note)
        return
    if not hasattr(e, "__notes__"):
        e.__notes__ = []
    e.__notes__.append(note)


def lo__with_traceback(e, tb):
    return e


# What the machine's exceptions came up in the handling of, by their ids; the exceptions are kept, so that no other has their id.
lo__contexts = {}


def lo__came_within(raised, outer):
    e = lo__caught(raised)
    context = lo__caught(outer)
    if e is context:
        return
    if hasattr(type(e), "lo__kind"):
        if e.__context__ is None:
            e.__context__ = context
    elif id(e) not in lo__contexts:
        lo__contexts[id(e)] = (e, context)


class lo__Traceback:
    """What stands for a traceback, of which there are no frames to be had."""
    lo__name = "traceback"


lo__TRACEBACK = lo__Traceback()


def lo__special(o, name):
    if name == "__context__" and id(o) in lo__contexts:
        return lo__contexts[id(o)][1]
    if name == "__cause__" or name == "__context__":
        return getattr(o, name, None)
    if name == "__traceback__":
        if hasattr(o, "lo__number") or not hasattr(type(o), "lo__kind") and isinstance(o, BaseException):
            return lo__TRACEBACK
        return getattr(o, name, None)
    if name == "__suppress_context__":
        return getattr(o, name, False)
    if name == "__bases__" and hasattr(o, "lo__kind_of_enum"):
        raise NotImplementedError(f"{name} of an enumeration is not available here: ask issubclass(kind, Enum)")
    if name == "__mro__":
        return lo__mro_of(o)
    if name == "__bases__":
        return lo__bases_of(o)
    if name == "__module__":
        return getattr(o, name, "__main__")
    if name == "__wrapped__":
        return lo__function_attribute(o, name)
    if name == "__notes__" and id(o) in lo__notes:
        return lo__notes[id(o)][1]
    return getattr(o, name)


