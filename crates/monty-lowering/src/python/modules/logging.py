# Loggers with levels, `basicConfig` (`level`, `format`, `datefmt`, `stream`, `force`, `handlers` of `StreamHandler`), `getLogger` and the functions of the root. Records go to stderr or a stream. Files, filters, `dictConfig`, `exc_info` and `stack_info` are left out; places in the code are none.
import sys as _sys
import time as _time

CRITICAL = 50
FATAL = 50
ERROR = 40
WARNING = 30
WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_NAMES = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"


def getLevelName(level):
    if level in _NAMES:
        return _NAMES[level]
    for number, name in _NAMES.items():
        if name == level:
            return number
    return f"Level {level}"


def addLevelName(level, levelName):
    _NAMES[level] = levelName


def _level(level):
    if type(level) is int:
        return level
    if type(level) is not str:
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    for number, name in _NAMES.items():
        if name == level:
            return number
    if level == "WARN":
        return WARNING
    if level == "FATAL":
        return CRITICAL
    raise ValueError(f"Unknown level: {level!r}")


class LogRecord:
    def __init__(self, name, level, msg, args):
        self.name = name
        self.levelno = level
        self.levelname = getLevelName(level)
        self.msg = msg
        self.args = args
        self.created = _time.time()
        self.msecs = int((self.created - int(self.created)) * 1000) + 0.0

    def getMessage(self):
        text = str(self.msg)
        args = self.args
        if args:
            if len(args) == 1 and isinstance(args[0], dict) and args[0]:
                args = args[0]
            return text % args
        return text


class Formatter:
    def __init__(self, fmt=None, datefmt=None, style="%"):
        if style != "%":
            raise NotImplementedError("logging: only the style % is available here")
        self._fmt = "%(message)s" if fmt is None else fmt
        self.datefmt = datefmt

    def formatTime(self, record, datefmt=None):
        at = _time.gmtime(record.created)
        if datefmt:
            return _time.strftime(datefmt, at)
        return f"{_time.strftime('%Y-%m-%d %H:%M:%S', at)},{int(record.msecs):03d}"

    def format(self, record):
        values = {"name": record.name, "levelno": record.levelno, "levelname": record.levelname,
                  "message": record.getMessage(), "msecs": record.msecs, "created": record.created}
        if "%(asctime)" in self._fmt:
            values["asctime"] = self.formatTime(record, self.datefmt)
        try:
            return self._fmt % values
        except KeyError as error:
            raise NotImplementedError(f"logging: the field {error} of a format is not available here")


class Handler:
    def __init__(self, level=NOTSET):
        self.level = _level(level)
        self.formatter = None

    def setLevel(self, level):
        self.level = _level(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (self.formatter or Formatter()).format(record)

    def handle(self, record):
        if record.levelno >= self.level:
            self.emit(record)

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    def __init__(self, stream=None):
        super().__init__()
        self.stream = stream

    def emit(self, record):
        text = self.format(record)
        if self.stream is None:
            print(text, file=_sys.stderr)
        elif hasattr(self.stream, "getvalue"):
            self.stream.write(text + "\n")
        else:
            print(text, file=self.stream)


class NullHandler(Handler):
    def emit(self, record):
        pass


class Logger:
    def __init__(self, name, level=NOTSET):
        self.name = name
        self.level = _level(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False

    def setLevel(self, level):
        self.level = _level(level)

    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level > _state["disable"] and level >= self.getEffectiveLevel()

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        logger = self
        while logger is not None:
            if logger.handlers:
                return True
            if not logger.propagate:
                return False
            logger = logger.parent
        return False

    def getChild(self, suffix):
        return getLogger(suffix if self is root else f"{self.name}.{suffix}")

    def _log(self, level, msg, args, kwargs):
        for name in kwargs:
            if name not in ("extra", "stacklevel") and kwargs[name]:
                raise NotImplementedError(f"logging: {name} is not available here: put the exception into the message")
        if not self.isEnabledFor(level):
            return
        record = LogRecord(self.name, level, msg, args)
        logger = self
        found = 0
        while logger is not None:
            for handler in logger.handlers:
                found += 1
                handler.handle(record)
            if not logger.propagate:
                break
            logger = logger.parent
        if not found and level >= WARNING:
            print(record.getMessage(), file=_sys.stderr)

    def log(self, level, msg, *args, **kwargs):
        if type(level) is not int:
            raise TypeError("level must be an integer")
        self._log(level, msg, args, kwargs)

    def debug(self, msg, *args, **kwargs):
        self._log(DEBUG, msg, args, kwargs)

    def info(self, msg, *args, **kwargs):
        self._log(INFO, msg, args, kwargs)

    def warning(self, msg, *args, **kwargs):
        self._log(WARNING, msg, args, kwargs)

    def error(self, msg, *args, **kwargs):
        self._log(ERROR, msg, args, kwargs)

    def critical(self, msg, *args, **kwargs):
        self._log(CRITICAL, msg, args, kwargs)

    def exception(self, msg, *args, **kwargs):
        raise NotImplementedError("logging.exception is not available here: log the exception with error(\"...: %s\", e)")

    def __repr__(self):
        return f"<Logger {self.name} ({getLevelName(self.getEffectiveLevel())})>"


_state = {"disable": 0}
root = Logger("root", WARNING)
_loggers = {}


def getLogger(name=None):
    if not name or name == "root":
        return root
    if name in _loggers:
        return _loggers[name]
    logger = Logger(name)
    _loggers[name] = logger
    _adopt()
    return logger


def _adopt():
    for name, logger in _loggers.items():
        logger.parent = root
        best = ""
        for other in _loggers:
            if name.startswith(other + ".") and len(other) > len(best):
                best = other
                logger.parent = _loggers[other]


def disable(level=CRITICAL):
    _state["disable"] = _level(level)


def basicConfig(**kwargs):
    if kwargs.pop("force", False):
        root.handlers.clear()
    level = kwargs.pop("level", None)
    format = kwargs.pop("format", BASIC_FORMAT)
    datefmt = kwargs.pop("datefmt", None)
    stream = kwargs.pop("stream", None)
    handlers = kwargs.pop("handlers", None)
    if kwargs:
        raise NotImplementedError(f"logging.basicConfig: {', '.join(kwargs)} is not available here")
    if root.handlers:
        return
    formatter = Formatter(format, datefmt)
    for handler in [StreamHandler(stream)] if handlers is None else handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def log(level, msg, *args, **kwargs):
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    log(DEBUG, msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    log(INFO, msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    log(WARNING, msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    log(ERROR, msg, *args, **kwargs)


def critical(msg, *args, **kwargs):
    log(CRITICAL, msg, *args, **kwargs)
