# Loggers, handlers (`Handler`, `StreamHandler`, `NullHandler`), filters, formatters of all three styles, `LoggerAdapter`, `basicConfig` and the functions of the root. Records go to stderr or a stream. Files, `dictConfig`, `stack_info` and places in the code are left out; of an exception the first and the last line of its traceback are told, and `exception()` and `exc_info=True` stand in the except block itself.
import sys as _sys
import time as _time
import traceback as _traceback
from string import Template as _Template

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
_BASIC = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}


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
    def __init__(self, name, level, msg, args, exc_info=None, extra=None):
        self.name = name
        self.exc_info = exc_info
        self.exc_text = None
        for key in extra or ():
            if key in ("message", "asctime") or key in _FIELDS:
                raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
            setattr(self, key, extra[key])
        self._extra = dict(extra or {})
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


_FIELDS = ("name", "levelno", "levelname", "msg", "args", "created", "msecs", "relativeCreated", "process", "processName",
           "thread", "threadName", "taskName", "pathname", "filename", "module", "lineno", "funcName", "exc_info",
           "exc_text", "stack_info")
_STARTED = _time.time()
_MARKS = {"%": "%(asctime)", "{": "{asctime", "$": "asctime"}
_DEFAULTS = {"%": "%(message)s", "{": "{message}", "$": "${message}"}


class Formatter:
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in _MARKS:
            raise ValueError(f"Style must be one of: {','.join(_MARKS)}")
        self._fmt = fmt or _DEFAULTS[style]
        if validate and style == "%" and "%(" not in self._fmt:
            raise ValueError(f"Invalid format '{self._fmt}' for '%' style")
        if validate and style != "%" and style not in self._fmt:
            raise ValueError("invalid format: no fields")
        self._style = style
        self._defaults = defaults or {}
        self.datefmt = datefmt

    def usesTime(self):
        return _MARKS[self._style] in self._fmt

    def formatTime(self, record, datefmt=None):
        at = _time.localtime(record.created)
        if datefmt:
            return _time.strftime(datefmt, at)
        text = _time.strftime(self.default_time_format, at)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatMessage(self, record):
        values = {"name": record.name, "levelno": record.levelno, "levelname": record.levelname, "message": record.message,
                  "msg": record.msg, "args": record.args, "msecs": record.msecs, "created": record.created,
                  "relativeCreated": (record.created - _STARTED) * 1000, "threadName": "MainThread",
                  "processName": "MainProcess", "taskName": None}
        if self.usesTime():
            values["asctime"] = record.asctime
        values = {**self._defaults, **values, **record._extra}
        while True:
            try:
                if self._style == "{":
                    return self._fmt.format(**values)
                if self._style == "$":
                    return _Template(self._fmt).substitute(values)
                return self._fmt % values
            except KeyError as error:
                name = str(error).strip("'")
            # What a filter has set.
            if name not in values and hasattr(record, name):
                values[name] = getattr(record, name)
                continue
            if name in _FIELDS:
                raise NotImplementedError(f"logging: the field {name} of a format is not available here")
            raise ValueError(f"Formatting field not found in record: {name!r}")

    def formatException(self, ei):
        error = ei[1] if isinstance(ei, tuple) else ei
        return "".join(_traceback.format_exception(error)).rstrip("\n")

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text = text.rstrip("\n") + "\n" + record.exc_text
        return text


class Filter:
    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        for one in self.filters:
            if not (one.filter(record) if hasattr(one, "filter") else one(record)):
                return False
        return True


class Handler(Filterer):
    def __init__(self, level=NOTSET):
        super().__init__()
        self.name = None
        self.level = _level(level)
        self.formatter = None

    def setLevel(self, level):
        self.level = _level(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (self.formatter or Formatter()).format(record)

    def handle(self, record):
        kept = self.filter(record)
        if kept:
            self.emit(record)
        return kept

    def get_name(self):
        return self.name

    def set_name(self, name):
        self.name = name

    def handleError(self, record):
        raise NotImplementedError("logging: errors of handlers are not available here")

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = _sys.stderr if stream is None else stream

    def setStream(self, stream):
        before = self.stream
        self.stream = stream
        return None if before is stream else before

    def emit(self, record):
        text = self.format(record) + self.terminator
        if hasattr(self.stream, "getvalue") or hasattr(type(self.stream), "write"):
            self.stream.write(text)
        else:
            print(text, end="", file=self.stream)


class NullHandler(Handler):
    def emit(self, record):
        pass


class Logger(Filterer):
    def __init__(self, name, level=NOTSET):
        super().__init__()
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
        if not self.isEnabledFor(level):
            return
        extra = kwargs.pop("extra", None)
        error = kwargs.pop("exc_info", None)
        kwargs.pop("stacklevel", None)
        if kwargs.pop("stack_info", False):
            raise NotImplementedError("logging: stack_info is not available here")
        for name in kwargs:
            raise TypeError(f"Logger._log() got an unexpected keyword argument '{name}'")
        if isinstance(error, tuple):
            error = error[1]
        elif error and not isinstance(error, BaseException):
            raise NotImplementedError("logging: exc_info=True is available inside of an except block only: give exc_info=error")
        record = LogRecord(self.name, level, msg, args, error or None, extra)
        self.handle(record)

    def handle(self, record):
        if self.disabled or not self.filter(record):
            return
        logger = self
        found = 0
        while logger is not None:
            for handler in logger.handlers:
                found += 1
                if record.levelno >= handler.level:
                    handler.handle(record)
            if not logger.propagate:
                break
            logger = logger.parent
        if not found and record.levelno >= WARNING:
            print(_PLAIN.format(record), file=_sys.stderr)

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

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self._log(ERROR, msg, args, {**kwargs, "exc_info": exc_info})

    warn = warning
    fatal = critical

    def __repr__(self):
        return f"<Logger {self.name} ({getLevelName(self.getEffectiveLevel())})>"


class LoggerAdapter:
    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra

    def process(self, msg, kwargs):
        kwargs["extra"] = self.extra
        return (msg, kwargs)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)


_PLAIN = Formatter()
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
    style = kwargs.pop("style", "%")
    format = kwargs.pop("format", _BASIC[style])
    datefmt = kwargs.pop("datefmt", None)
    stream = kwargs.pop("stream", None)
    handlers = kwargs.pop("handlers", None)
    if kwargs:
        raise NotImplementedError(f"logging.basicConfig: {', '.join(kwargs)} is not available here")
    if root.handlers:
        return
    formatter = Formatter(format, datefmt, style)
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


def exception(msg, *args, exc_info=True, **kwargs):
    log(ERROR, msg, *args, exc_info=exc_info, **kwargs)


def getLevelNamesMapping():
    return {name: number for number, name in _NAMES.items()} | {"WARN": 30, "FATAL": 50}


def captureWarnings(capture):
    raise NotImplementedError("logging.captureWarnings is not available here")


def shutdown():
    pass
