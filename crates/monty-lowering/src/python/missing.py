# Built-in exceptions that the machine lacks.
lo__absent = {}


def lo__missing(name, base):
    if name in lo__absent:
        return lo__absent[name]
    c = lo__class((lo__rooted(base),), ())(type(name, (), {}))
    lo__absent[name] = c
    return c


def lo__foreign(tag):
    """The object of an exception that the host raised."""
    number, name, bases, message = tag[1:].split("\x00", 3)
    o = lo__foreign_kind(name, bases.split(","))(*([message] if message else []))
    o.lo__number = number
    lo__live[number] = o
    return o


def lo__foreign_kind(name, bases):
    if name in lo__absent:
        return lo__absent[name]
    above = lo__KINDS[bases[0]] if bases[0] in lo__KINDS else lo__foreign_kind(bases[0], bases[1:])
    return lo__missing(name, above)


def lo__heard():
    lo__hooks["foreign"] = lo__foreign


lo__foreign_hook = lo__heard()


lo__GeneratorExit = lo__missing("GeneratorExit", BaseException)
lo__FloatingPointError = lo__missing("FloatingPointError", ArithmeticError)
lo__BufferError = lo__missing("BufferError", Exception)
lo__EOFError = lo__missing("EOFError", Exception)
lo__ReferenceError = lo__missing("ReferenceError", Exception)
lo__StopAsyncIteration = lo__missing("StopAsyncIteration", Exception)
lo__SystemError = lo__missing("SystemError", Exception)
lo__IndentationError = lo__missing("IndentationError", SyntaxError)
lo__TabError = lo__missing("TabError", lo__IndentationError)
lo__UnicodeError = lo__missing("UnicodeError", ValueError)
lo__UnicodeTranslateError = lo__missing("UnicodeTranslateError", lo__UnicodeError)
lo__BlockingIOError = lo__missing("BlockingIOError", OSError)
lo__ChildProcessError = lo__missing("ChildProcessError", OSError)
lo__ConnectionError = lo__missing("ConnectionError", OSError)
lo__BrokenPipeError = lo__missing("BrokenPipeError", lo__ConnectionError)
lo__ConnectionAbortedError = lo__missing("ConnectionAbortedError", lo__ConnectionError)
lo__ConnectionRefusedError = lo__missing("ConnectionRefusedError", lo__ConnectionError)
lo__ConnectionResetError = lo__missing("ConnectionResetError", lo__ConnectionError)
lo__InterruptedError = lo__missing("InterruptedError", OSError)
lo__ProcessLookupError = lo__missing("ProcessLookupError", OSError)
lo__Warning = lo__missing("Warning", Exception)
lo__DeprecationWarning = lo__missing("DeprecationWarning", lo__Warning)
lo__PendingDeprecationWarning = lo__missing("PendingDeprecationWarning", lo__Warning)
lo__UserWarning = lo__missing("UserWarning", lo__Warning)
lo__SyntaxWarning = lo__missing("SyntaxWarning", lo__Warning)
lo__RuntimeWarning = lo__missing("RuntimeWarning", lo__Warning)
lo__FutureWarning = lo__missing("FutureWarning", lo__Warning)
lo__ImportWarning = lo__missing("ImportWarning", lo__Warning)
lo__UnicodeWarning = lo__missing("UnicodeWarning", lo__Warning)
lo__BytesWarning = lo__missing("BytesWarning", lo__Warning)
lo__ResourceWarning = lo__missing("ResourceWarning", lo__Warning)
lo__EncodingWarning = lo__missing("EncodingWarning", lo__Warning)
