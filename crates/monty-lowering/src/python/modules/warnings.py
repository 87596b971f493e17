# `warn` prints the category and the text to stderr, each once, without a place; `simplefilter` and `filterwarnings` know actions for all warnings only; `catch_warnings` is left out.
import sys as _sys

_seen = []
_state = {"action": "default"}


def warn(message, category=None, stacklevel=1, source=None):
    action = _state["action"]
    if action == "ignore":
        return
    text = str(message)
    name = "UserWarning" if category is None else category.__name__
    if isinstance(message, BaseException):
        name = type(message).__name__
    if action == "error":
        raise NotImplementedError("warnings: the action 'error' is not available here: raise the exception")
    if action != "always":
        if (name, text) in _seen:
            return
        _seen.append((name, text))
    print(f"{name}: {text}", file=_sys.stderr)


def simplefilter(action, category=None, lineno=0, append=False):
    if category is not None:
        raise NotImplementedError("warnings: only an action for all warnings is available here")
    _state["action"] = action


def filterwarnings(action, message="", category=None, module="", lineno=0, append=False):
    if message or module:
        raise NotImplementedError("warnings: only an action for all warnings is available here")
    simplefilter(action, category)


def resetwarnings():
    _state["action"] = "default"
