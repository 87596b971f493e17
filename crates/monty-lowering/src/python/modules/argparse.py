# `ArgumentParser` with arguments, groups, sub-commands, `parse_args` and `parse_known_args`, and `Namespace`; errors end the program as they do in CPython. Texts of help, `fromfile_prefix_chars`, `conflict_handler`, `allow_abbrev=False` and actions of one's own are left out.
import re as _re
import sys as _sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."


class ArgumentError(Exception):
    def __init__(self, argument, message):
        self.argument_name = None if argument is None else argument if isinstance(argument, str) else argument._name()
        self.message = message

    def __str__(self):
        return self.message if self.argument_name is None else f"argument {self.argument_name}: {self.message}"


class ArgumentTypeError(Exception):
    pass


class Namespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in vars(self)

    def __repr__(self):
        parts = []
        others = {}
        for name, value in vars(self).items():
            if name.isidentifier():
                parts.append(f"{name}={value!r}")
            else:
                others[name] = value
        if others:
            parts.append(f"**{others!r}")
        return f"{type(self).__name__}({', '.join(parts)})"


class HelpFormatter:
    pass


class RawDescriptionHelpFormatter(HelpFormatter):
    pass


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    pass


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    pass


class MetavarTypeHelpFormatter(HelpFormatter):
    pass


class BooleanOptionalAction:
    pass


class Action:
    pass


# What actions take where nothing is said.
_ACTIONS = ("store", "store_const", "store_true", "store_false", "append", "append_const", "extend", "count", "help", "version")


class _Argument:
    """One argument of a parser."""

    def __init__(self, flags, dest, action, nargs, const, default, type, choices, required, metavar, version):
        self.option_strings = flags
        self.dest = dest
        self.action = action
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.metavar = metavar
        self.version = version

    def _name(self):
        if self.option_strings:
            return "/".join(self.option_strings)
        if self.metavar not in (None, SUPPRESS):
            return "|".join(self.metavar) if isinstance(self.metavar, tuple) else self.metavar
        if self.dest not in (None, SUPPRESS):
            return self.dest
        return "{" + ",".join([str(choice) for choice in self.choices]) + "}" if self.choices else None

    def _pattern(self):
        nargs = self.nargs
        if nargs is None:
            found = "(-*A-*)"
        elif nargs == "?":
            found = "(-*A?-*)"
        elif nargs == "*":
            found = "(-*[A-]*)"
        elif nargs == "+":
            found = "(-*A[A-]*)"
        elif nargs == REMAINDER:
            found = "([-AO]*)"
        elif nargs == PARSER:
            found = "(-*A[-AO]*)"
        elif nargs == SUPPRESS:
            found = "(-*)"
        else:
            found = "(-*" + "-*".join(["A"] * nargs) + "-*)"
        return found.replace("-*", "").replace("-", "") if self.option_strings else found


class _Group:
    def __init__(self, parser, required=False, is_exclusive=False):
        self._parser = parser
        self.required = required
        self._is_exclusive = is_exclusive
        self._members = []

    def add_argument(self, *flags, **kwargs):
        argument = self._parser.add_argument(*flags, **kwargs)
        if self._is_exclusive and argument.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._members.append(argument)
        return argument

    def add_mutually_exclusive_group(self, required=False):
        return self._parser.add_mutually_exclusive_group(required=required)

    def set_defaults(self, **kwargs):
        self._parser.set_defaults(**kwargs)


class _SubParsers:
    def __init__(self, parser, argument, parser_class):
        self._parser = parser
        self._argument = argument
        self._parser_class = parser_class
        self.choices = argument.choices
        self._aliases = {}

    def add_parser(self, name, *, help=None, aliases=(), deprecated=False, **kwargs):
        if name in self.choices:
            raise ValueError(f"conflicting subparser: {name}")
        words = [self._parser.prog] + [each._name() for each in self._parser._positionals if each is not self._argument] + [name]
        kwargs.setdefault("prog", " ".join(words))
        made = self._parser_class(**kwargs)
        self.choices[name] = made
        for alias in aliases:
            self.choices[alias] = made
        return made


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=None, prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True, **kwargs):
        if fromfile_prefix_chars is not None or conflict_handler != "error" or prefix_chars != "-" or not allow_abbrev:
            raise NotImplementedError("argparse: fromfile_prefix_chars, conflict_handler, prefix_chars and allow_abbrev are not available here")
        self.prog = (_sys.argv[0].split("/")[-1] if _sys.argv else "") if prog is None else prog
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self.argument_default = argument_default
        self.exit_on_error = exit_on_error
        self._optionals = []
        self._positionals = []
        self._all = []
        self._by_flag = {}
        self._defaults = {}
        self._exclusive = []
        self._sub = None
        if add_help:
            self.add_argument("-h", "--help", action="help", default=SUPPRESS)
        for parent in parents:
            for argument in parent._all:
                self._add(argument)
            self._exclusive += parent._exclusive
            self._defaults.update(parent._defaults)

    def add_argument(self, *flags, action="store", nargs=None, const=None, default=None, type=None, choices=None, required=None, help=None, metavar=None, dest=None, version=None, deprecated=False):
        positional = not flags or len(flags) == 1 and not flags[0].startswith("-")
        if action is BooleanOptionalAction:
            long = [flag for flag in flags if flag.startswith("--")]
            flags = flags + tuple(["--no-" + flag[2:] for flag in long])
            action = "boolean"
        elif action not in _ACTIONS:
            if not isinstance(action, str):
                raise NotImplementedError("argparse: actions of one's own are not available here: look at the values after parse_args()")
            raise ValueError(f'unknown action "{action}"')
        if type is not None and not callable(type):
            raise TypeError(f"{type!r} is not callable")
        if action in ("store", "append", "extend") and nargs == 0:
            raise ValueError(f"nargs for {action} actions must be != 0; if you have nothing to store, actions such as store true or store const may be more appropriate")
        if action in ("store_const", "store_true", "store_false", "append_const", "count", "help", "version", "boolean"):
            nargs = 0
            if action == "store_true":
                const = True
            elif action == "store_false":
                const = False
        if positional:
            if flags and dest is not None:
                raise TypeError("dest supplied twice for positional argument, did you mean metavar?")
            dest = flags[0] if flags else dest
            if required is not None:
                raise TypeError("'required' is an invalid argument for positionals")
            names = []
            required = nargs not in ("?", "*", REMAINDER, SUPPRESS, 0)
        else:
            for flag in flags:
                if not flag.startswith("-"):
                    raise ValueError(f"invalid option string {flag!r}: must start with a character '-'")
                if flag in self._by_flag:
                    raise ArgumentError("/".join(flags), f"conflicting option string: {flag}")
            names = list(flags)
            if dest is None:
                long = [flag for flag in flags if flag.startswith("--") and len(flag) > 2]
                dest = (long or names)[0].lstrip("-").replace("-", "_")
                if not dest:
                    raise TypeError(f"dest= is required for options like {flags[0]!r}")
            required = bool(required)
        if default is None:
            if action == "store_true":
                default = False
            elif action == "store_false":
                default = True
            elif dest in self._defaults:
                default = self._defaults[dest]
            elif self.argument_default is not None:
                default = self.argument_default
        return self._add(_Argument(names, dest, action, nargs, const, default, type, choices, required, metavar, version))

    def _add(self, argument):
        self._all.append(argument)
        if argument.option_strings:
            self._optionals.append(argument)
            for flag in argument.option_strings:
                self._by_flag[flag] = argument
        else:
            self._positionals.append(argument)
        return argument

    def add_argument_group(self, title=None, description=None, **kwargs):
        return _Group(self)

    def add_mutually_exclusive_group(self, *, required=False):
        group = _Group(self, required, True)
        self._exclusive.append(group)
        return group

    def add_subparsers(self, *, title=None, description=None, prog=None, parser_class=None, dest=SUPPRESS, required=False, help=None, metavar=None, action=None):
        if self._sub is not None:
            raise ValueError("cannot have multiple subparser arguments")
        argument = _Argument([], dest, "parsers", PARSER, None, None, None, {}, required, metavar, None)
        self._add(argument)
        self._sub = _SubParsers(self, argument, type(self) if parser_class is None else parser_class)
        return self._sub

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for argument in self._all:
            if argument.dest in kwargs:
                argument.default = kwargs[argument.dest]

    def get_default(self, dest):
        for argument in self._all:
            if argument.dest == dest and argument.default is not None:
                return argument.default
        return self._defaults.get(dest)

    def parse_args(self, args=None, namespace=None):
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self._refuse(ArgumentError(None, f"unrecognized arguments: {' '.join(rest)}"))
        return found

    def parse_known_args(self, args=None, namespace=None):
        given = list(_sys.argv[1:]) if args is None else list(args)
        if namespace is None:
            namespace = Namespace()
        for argument in self._all:
            if argument.dest is not SUPPRESS and argument.dest is not None and not hasattr(namespace, argument.dest) and argument.default is not SUPPRESS:
                setattr(namespace, argument.dest, argument.default)
        for name, value in self._defaults.items():
            if not hasattr(namespace, name):
                setattr(namespace, name, value)
        try:
            return namespace, _Parsing(self, namespace, given).run()
        except ArgumentError as error:
            self._refuse(error)

    def _refuse(self, error):
        if not self.exit_on_error:
            raise error
        self.error(str(error))

    def error(self, message):
        # The usage that CPython writes before it is not told.
        print(f"{self.prog}: error: {message}", file=_sys.stderr)
        raise SystemExit(2)

    def exit(self, status=0, message=None):
        if message:
            print(message, end="", file=_sys.stderr)
        raise SystemExit(status)

    def print_help(self, file=None):
        raise NotImplementedError("argparse: texts of help are not available here")

    def print_usage(self, file=None):
        raise NotImplementedError("argparse: texts of help are not available here")

    def format_help(self):
        raise NotImplementedError("argparse: texts of help are not available here")

    def format_usage(self):
        raise NotImplementedError("argparse: texts of help are not available here")


class _Parsing:
    """One reading of what is given to a parser."""

    def __init__(self, parser, namespace, given):
        self.parser = parser
        self.namespace = namespace
        self.given = given
        self.seen = []
        self.conflicting = []
        self.positionals = list(parser._positionals)
        self.rest = []
        self.options = {}
        kinds = []
        only_positional = False
        for i, text in enumerate(given):
            if only_positional:
                kinds.append("A")
            elif text == "--":
                kinds.append("-")
                only_positional = True
            else:
                option = self.option(text)
                if option is not None:
                    self.options[i] = option
                kinds.append("A" if option is None else "O")
        self.kinds = "".join(kinds)

    def option(self, text):
        """What an option stands for: the ways it can be read. None where it is none."""
        flags = self.parser._by_flag
        if not text or text[0] != "-":
            return None
        if text in flags:
            return [(flags[text], text, None, None)]
        if len(text) == 1:
            return None
        flag, equals, value = text.partition("=")
        if equals and flag in flags:
            return [(flags[flag], flag, equals, value)]
        found = self.abbreviated(text)
        if found:
            return found
        if _re.match(r"^-(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)$", text):
            if not [each for each in flags if _re.match(r"^-(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)$", each)]:
                return None
        if " " in text:
            return None
        return [(None, text, None, None)]

    def abbreviated(self, text):
        flags = self.parser._by_flag
        found = []
        if text[1] == "-":
            start, equals, value = text.partition("=")
            for flag in flags:
                if flag.startswith(start):
                    found.append((flags[flag], flag, equals or None, value if equals else None))
            return found
        start, equals, value = text.partition("=")
        short = text[:2]
        for flag in flags:
            if flag == short:
                tail = text[2:]
                found.append((flags[flag], flag, "", tail))
            elif flag.startswith(start):
                found.append((flags[flag], flag, equals or None, value if equals else None))
        return found

    def run(self):
        last = max(self.options) if self.options else -1
        at = 0
        while at <= last:
            following = at
            while following not in self.options:
                following += 1
            if at < following:
                end = self.take_positionals(at)
                if end > at:
                    at = end
                    continue
                at = end
            if at not in self.options:
                self.rest += self.given[at:following]
                at = following
            at = self.take_option(at)
        end = self.take_positionals(at)
        self.rest += self.given[end:]
        self.finish()
        return self.rest

    def finish(self):
        missing = []
        for argument in self.parser._all:
            if argument in self.seen:
                continue
            if argument.required:
                missing.append(argument._name())
            elif argument.dest is not SUPPRESS and isinstance(argument.default, str) and hasattr(self.namespace, argument.dest):
                if argument.default is getattr(self.namespace, argument.dest):
                    setattr(self.namespace, argument.dest, self.typed(argument, argument.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in self.parser._exclusive:
            if group.required and not [each for each in group._members if each in self.conflicting]:
                names = " ".join([each._name() for each in group._members])
                raise ArgumentError(None, f"one of the arguments {names} is required")
        if hasattr(self.namespace, "_unrecognized_args"):
            self.rest += self.namespace._unrecognized_args
            delattr(self.namespace, "_unrecognized_args")

    def take_positionals(self, at):
        counts = self.matched(self.positionals, self.kinds[at:])
        for argument, count in zip(self.positionals, counts):
            words = self.given[at:at + count]
            kinds = self.kinds[at:at + count]
            if argument.nargs == PARSER:
                if kinds[:1] == "-":
                    words.remove("--")
            elif argument.nargs != REMAINDER and "-" in kinds:
                words.remove("--")
            at += count
            self.act(argument, words, None)
        self.positionals = self.positionals[len(counts):]
        return at

    def matched(self, arguments, kinds):
        for count in range(len(arguments), 0, -1):
            found = _re.match("".join([each._pattern() for each in arguments[:count]]), kinds)
            if found is not None:
                counts = [len(text) for text in found.groups()]
                if kinds[found.end():found.end() + 1] == "O":
                    while counts and not counts[-1]:
                        counts.pop()
                return counts
        return []

    def counted(self, argument, kinds):
        found = _re.match(argument._pattern(), kinds)
        if found is None:
            nargs = argument.nargs
            if nargs is None:
                raise ArgumentError(argument, "expected one argument")
            if nargs == "?":
                raise ArgumentError(argument, "expected at most one argument")
            if nargs == "+":
                raise ArgumentError(argument, "expected at least one argument")
            raise ArgumentError(argument, f"expected {nargs} argument{'' if nargs == 1 else 's'}")
        return len(found.group(1))

    def take_option(self, at):
        ways = self.options[at]
        if len(ways) > 1:
            names = ", ".join([way[1] for way in ways])
            raise ArgumentError(None, f"ambiguous option: {self.given[at]} could match {names}")
        argument, flag, equals, value = ways[0]
        if argument is None:
            self.rest.append(self.given[at])
            return at + 1
        while True:
            if value is None:
                start = at + 1
                count = self.counted(argument, self.kinds[start:])
                self.act(argument, self.given[start:start + count], flag)
                return start + count
            count = self.counted(argument, "A")
            if count == 0 and flag[1] != "-" and value != "" and equals == "":
                # Several short options in one: `-xvf`.
                self.act(argument, [], flag)
                flag = "-" + value[0]
                if flag not in self.parser._by_flag:
                    raise ArgumentError(argument, f"ignored explicit argument {value!r}")
                argument = self.parser._by_flag[flag]
                value = value[1:]
                if not value:
                    value = None
                elif value[0] == "=":
                    equals = "="
                    value = value[1:]
                continue
            if count != 1:
                raise ArgumentError(argument, f"ignored explicit argument {value!r}")
            self.act(argument, [value], flag)
            return at + 1

    def act(self, argument, words, flag):
        if argument not in self.seen:
            self.seen.append(argument)
        value = self.value(argument, words)
        if words or value is not argument.default or argument.option_strings:
            self.conflicting.append(argument)
            for group in self.parser._exclusive:
                if argument in group._members:
                    for other in group._members:
                        if other is not argument and other in self.conflicting:
                            raise ArgumentError(argument, f"not allowed with argument {other._name()}")
        if value is SUPPRESS:
            return
        kind = argument.action
        space = self.namespace
        if kind == "store":
            setattr(space, argument.dest, value)
        elif kind in ("store_const", "store_true", "store_false"):
            setattr(space, argument.dest, argument.const)
        elif kind == "boolean":
            setattr(space, argument.dest, not flag.startswith("--no-"))
        elif kind in ("append", "extend", "append_const"):
            before = getattr(space, argument.dest, None)
            items = [] if before is None else list(before)
            if kind == "extend":
                items.extend(value)
            else:
                items.append(argument.const if kind == "append_const" else value)
            setattr(space, argument.dest, items)
        elif kind == "count":
            setattr(space, argument.dest, (getattr(space, argument.dest, None) or 0) + 1)
        elif kind == "version":
            print((argument.version or "").replace("%(prog)s", self.parser.prog))
            raise SystemExit(0)
        elif kind == "help":
            self.parser.print_help()
        else:
            self.sub(argument, value)

    def sub(self, argument, value):
        name = value[0]
        if argument.dest is not SUPPRESS:
            setattr(self.namespace, argument.dest, name)
        inner, rest = argument.choices[name].parse_known_args(value[1:], None)
        for key, found in vars(inner).items():
            setattr(self.namespace, key, found)
        if rest:
            kept = getattr(self.namespace, "_unrecognized_args", [])
            self.namespace._unrecognized_args = kept + rest

    def value(self, argument, words):
        nargs = argument.nargs
        if nargs == "?" and not words:
            value = argument.const if argument.option_strings else argument.default
            if isinstance(value, str) and value is not SUPPRESS:
                value = self.typed(argument, value)
            return value
        if nargs == "*" and not words and not argument.option_strings:
            return argument.default if argument.default is not None else []
        if nargs is None or nargs == "?" and len(words) == 1:
            value = self.typed(argument, words[0])
            self.check(argument, value)
            return value
        if nargs == REMAINDER:
            return [self.typed(argument, word) for word in words]
        if nargs == PARSER:
            values = [self.typed(argument, word) for word in words]
            self.check(argument, values[0])
            return values
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self.typed(argument, word) for word in words]
        for value in values:
            self.check(argument, value)
        return values

    def typed(self, argument, text):
        kind = argument.type
        if kind is None:
            return text
        try:
            return kind(text)
        except ArgumentTypeError as error:
            raise ArgumentError(argument, str(error)) from None
        except (TypeError, ValueError):
            name = getattr(kind, "__name__", None) or repr(kind)
            raise ArgumentError(argument, f"invalid {name} value: {text!r}") from None

    def check(self, argument, value):
        choices = argument.choices
        if choices is None:
            return
        if isinstance(choices, str):
            choices = list(choices)
        if value not in choices:
            said = ", ".join([str(choice) for choice in choices])
            raise ArgumentError(argument, f"invalid choice: {str(value)!r} (choose from {said})")
