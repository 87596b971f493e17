# `warn` prints the category and the text to stderr, without a place; filters by action, category and the beginning of the text; `catch_warnings` records too. `showwarning`, `formatwarning` and the registry are left out.
import sys as _sys

_IGNORED = (PendingDeprecationWarning, ImportWarning, ResourceWarning)
_ACTIONS = ("default", "error", "ignore", "always", "all", "module", "once")
# Filters, the one that is asked first at the front; where warnings are recorded, the innermost last.
_state = {"filters": [], "seen": [], "records": []}


class WarningMessage:
    def __init__(self, message, category):
        self.message = message
        self.category = category

    def __str__(self):
        return f"{{message : {self.message!r}, category : {self.category.__name__!r}}}"


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
        message = UserWarning(message)
    else:
        message = category(message)
    text = str(message)
    action = _action_of(category, text)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action != "always" and action != "all":
        key = (text, category.__name__)
        if key in _state["seen"]:
            return
        _state["seen"].append(key)
    records = _state["records"]
    if records and records[-1] is not None:
        records[-1].append(WarningMessage(message, category))
    else:
        print(f"{category.__name__}: {text}", file=_sys.stderr)


def _action_of(category, text):
    for action, prefix, kind in _state["filters"]:
        if issubclass(category, kind) and text.lower().startswith(prefix.lower()):
            return action
    return "ignore" if issubclass(category, _IGNORED) else "default"


def _add(action, prefix, category, append):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    entry = (action, prefix, category)
    rest = [other for other in _state["filters"] if other != entry]
    _state["filters"] = rest + [entry] if append else [entry] + rest
    _state["seen"] = []


def simplefilter(action, category=Warning, lineno=0, append=False):
    _add(action, "", category, append)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if module or lineno:
        raise NotImplementedError("warnings.filterwarnings: module and lineno are not available here")
    for c in message:
        if c in ".*+?[](){}|^$\\":
            raise NotImplementedError("warnings.filterwarnings: only the beginning of a text is available here, and no pattern")
    _add(action, message, category, append)


def resetwarnings():
    _state["filters"] = [("default", "", Warning)]
    _state["seen"] = []


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action
        self._category = category
        self._append = append

    def __enter__(self):
        self._filters = list(_state["filters"])
        self._seen = _state["seen"]
        _state["seen"] = []
        found = [] if self._record else None
        if self._record or not _state["records"]:
            _state["records"].append(found)
        else:
            _state["records"].append(_state["records"][-1])
        if self._action is not None:
            simplefilter(self._action, self._category, append=self._append)
        return found

    def __exit__(self, *error):
        _state["filters"] = self._filters
        _state["seen"] = self._seen
        _state["records"].pop()
