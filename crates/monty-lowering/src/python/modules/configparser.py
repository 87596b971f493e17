# `ConfigParser` and `RawConfigParser` with both interpolations and all readers and getters; `converters`, `popitem` and parsers without section headers are left out.
DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()
_STATES = {
    "1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False,
}


class Error(Exception):
    def __init__(self, msg=""):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    def __str__(self):
        return self.message


class NoSectionError(Error):
    def __init__(self, section):
        Error.__init__(self, f"No section: {section!r}")
        self.section = section
        self.args = (section,)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        message = f"Section {section!r} already exists"
        if source is not None:
            place = "" if lineno is None else f" [line {lineno:2d}]"
            message = f"While reading from {source!r}{place}: section {section!r} already exists"
        Error.__init__(self, message)
        self.section = section
        self.source = source
        self.lineno = lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        message = f"Option {option!r} in section {section!r} already exists"
        if source is not None:
            place = "" if lineno is None else f" [line {lineno:2d}]"
            message = f"While reading from {source!r}{place}: option {option!r} in section {section!r} already exists"
        Error.__init__(self, message)
        self.section = section
        self.option = option
        self.source = source
        self.lineno = lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    def __init__(self, option, section):
        Error.__init__(self, f"No option {option!r} in section: {section!r}")
        self.option = option
        self.section = section
        self.args = (option, section)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option = option
        self.section = section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        InterpolationError.__init__(self, option, section, (
            f"Bad value substitution: option {option!r} in section {section!r} contains an interpolation key "
            f"{reference!r} which is not a valid option name. Raw value: {rawval!r}"
        ))
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        InterpolationError.__init__(self, option, section, (
            f"Recursion limit exceeded in value substitution: option {option!r} in section {section!r} contains an "
            f"interpolation key which cannot be substituted in {MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}"
        ))
        self.args = (option, section, rawval)


class ParsingError(Error):
    def __init__(self, source):
        Error.__init__(self, f"Source contains parsing errors: {source!r}")
        self.source = source
        self.errors = []
        self.args = (source,)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += f"\n\t[line {lineno:2d}]: {line}"


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, f"File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}")
        self.source = filename
        self.lineno = lineno
        self.line = line
        self.args = (filename, lineno, line)


class Interpolation:
    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value


class BasicInterpolation(Interpolation):
    def before_get(self, parser, section, option, value, defaults):
        return self._filled(parser, option, value, section, defaults, 1, value)

    def before_set(self, parser, section, option, value):
        rest = value.replace("%%", "")
        at = rest.find("%(")
        while at >= 0:
            end = rest.find(")s", at)
            if end < 0:
                break
            rest = rest[:at] + rest[end + 2:]
            at = rest.find("%(")
        if "%" in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find('%')}")
        return value

    def _filled(self, parser, option, value, section, names, depth, raw):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        out = []
        rest = value
        while rest:
            at = rest.find("%")
            if at < 0:
                out.append(rest)
                break
            out.append(rest[:at])
            rest = rest[at:]
            follows = rest[1:2]
            if follows == "%":
                out.append("%")
                rest = rest[2:]
            elif follows == "(":
                end = rest.find(")s")
                if end < 3:
                    raise InterpolationSyntaxError(option, section, f"bad interpolation variable reference {rest!r}")
                name = parser.optionxform(rest[2:end])
                rest = rest[end + 2:]
                if name not in names:
                    raise InterpolationMissingOptionError(option, section, raw, name)
                found = names[name]
                if "%" in found:
                    found = self._filled(parser, option, found, section, names, depth + 1, raw)
                out.append(found)
            else:
                raise InterpolationSyntaxError(option, section, f"'%' must be followed by '%' or '(', found: {rest!r}")
        return "".join(out)


class ExtendedInterpolation(Interpolation):
    def before_get(self, parser, section, option, value, defaults):
        return self._filled(parser, option, value, section, defaults, 1, value)

    def before_set(self, parser, section, option, value):
        rest = value.replace("$$", "")
        at = rest.find("${")
        while at >= 0:
            end = rest.find("}", at)
            if end < 0:
                break
            rest = rest[:at] + rest[end + 1:]
            at = rest.find("${")
        if "$" in rest:
            raise ValueError(f"invalid interpolation syntax in {value!r} at position {rest.find('$')}")
        return value

    def _filled(self, parser, option, value, section, names, depth, raw):
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        out = []
        rest = value
        while rest:
            at = rest.find("$")
            if at < 0:
                out.append(rest)
                break
            out.append(rest[:at])
            rest = rest[at:]
            follows = rest[1:2]
            if follows == "$":
                out.append("$")
                rest = rest[2:]
            elif follows == "{":
                end = rest.find("}")
                if end < 3:
                    raise InterpolationSyntaxError(option, section, f"bad interpolation variable reference {rest!r}")
                path = rest[2:end].split(":")
                rest = rest[end + 1:]
                within = section
                known = names
                if len(path) > 2:
                    raise InterpolationSyntaxError(option, section, f"More than one ':' found: {rest!r}")
                if len(path) == 2:
                    within = path[0]
                    if not parser.has_section(within):
                        raise InterpolationMissingOptionError(option, section, raw, ":".join(path))
                    known = parser._known(within)
                name = parser.optionxform(path[-1])
                if name not in known:
                    raise InterpolationMissingOptionError(option, section, raw, ":".join(path))
                found = known[name]
                if "$" in found:
                    found = self._filled(parser, option, found, within, known, depth + 1, raw)
                out.append(found)
            else:
                raise InterpolationSyntaxError(option, section, f"'$' must be followed by '$' or '{{', found: {rest!r}")
        return "".join(out)


class RawConfigParser:
    _interpolated = None
    BOOLEAN_STATES = _STATES

    def __init__(
        self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=("=", ":"), comment_prefixes=("#", ";"),
        inline_comment_prefixes=None, strict=True, empty_lines_in_values=True, default_section=DEFAULTSECT,
        interpolation=_UNSET,
    ):
        self._sections = {}
        self._defaults = {}
        self._proxies = {default_section: SectionProxy(self, default_section)}
        self._bare = allow_no_value
        self._delimiters = tuple(delimiters)
        self._comments = tuple(comment_prefixes or ())
        self._inline = tuple(inline_comment_prefixes or ())
        self._strict = strict
        self._empty_lines = empty_lines_in_values
        self.default_section = default_section
        if interpolation is _UNSET:
            interpolation = BasicInterpolation() if self._interpolated else Interpolation()
        self._interpolation = Interpolation() if interpolation is None else interpolation
        if defaults:
            self.read_dict({default_section: defaults})

    def optionxform(self, optionstr):
        return optionstr.lower()

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def add_section(self, section):
        if self._interpolated and type(section) is not str:
            raise TypeError("section names must be strings")
        if section == self.default_section:
            raise ValueError(f"Invalid section name: {section!r}")
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._sections[section] = {}
        self._proxies[section] = SectionProxy(self, section)

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def read(self, filenames, encoding=None):
        if type(filenames) is not list and type(filenames) is not tuple:
            filenames = [filenames]
        done = []
        for name in filenames:
            try:
                with open(name) as f:
                    self._read(f, str(name))
            except OSError:
                continue
            done.append(str(name))
        return done

    def read_file(self, f, source=None):
        self._read(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        self._read([line + "\n" for line in string.split("\n")], source)

    def read_dict(self, dictionary, source="<dict>"):
        added = []
        for section, keys in dictionary.items():
            section = str(section)
            if section != self.default_section and section not in self._sections:
                self.add_section(section)
            elif self._strict and section in added:
                raise DuplicateSectionError(section)
            added.append(section)
            seen = []
            for key, value in keys.items():
                key = self.optionxform(str(key))
                if value is not None:
                    value = str(value)
                if self._strict and key in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.append(key)
                self.set(section, key, value)

    def _known(self, section, vars=None):
        known = {}
        if section in self._sections:
            known = self._sections[section]
        elif section != self.default_section:
            raise NoSectionError(section)
        given = {}
        if vars:
            given = {self.optionxform(k): v if v is None else str(v) for k, v in vars.items()}
        return {**self._defaults, **known, **given}

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        try:
            known = self._known(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        if option not in known:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        value = known[option]
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, known)

    def _converted(self, section, option, convert, raw, vars, fallback):
        try:
            value = self.get(section, option, raw=raw, vars=vars)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback
        return convert(value)

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._converted(section, option, int, raw, vars, fallback)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._converted(section, option, float, raw, vars, fallback)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        return self._converted(section, option, self._convert_to_boolean, raw, vars, fallback)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError(f"Not a boolean: {value}")
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        if section is _UNSET:
            return [(name, self[name]) for name in self]
        known = self._known(section, vars)
        if raw:
            return list(known.items())
        return [
            (k, v if v is None else self._interpolation.before_get(self, section, k, v, known)) for k, v in known.items()
        ]

    def set(self, section, option, value=None):
        if self._interpolated:
            if type(option) is not str:
                raise TypeError("option keys must be strings")
            if type(value) is not str and not (value is None and self._bare):
                raise TypeError("option values must be strings")
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        if not section or section == self.default_section:
            known = self._defaults
        elif section in self._sections:
            known = self._sections[section]
        else:
            raise NoSectionError(section)
        known[self.optionxform(option)] = value

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def remove_option(self, section, option):
        if not section or section == self.default_section:
            known = self._defaults
        elif section in self._sections:
            known = self._sections[section]
        else:
            raise NoSectionError(section)
        option = self.optionxform(option)
        existed = option in known
        if existed:
            known.pop(option)
        return existed

    def remove_section(self, section):
        existed = section in self._sections
        if existed:
            self._sections.pop(section)
            self._proxies.pop(section)
        return existed

    def write(self, fp, space_around_delimiters=True):
        d = f" {self._delimiters[0]} " if space_around_delimiters else self._delimiters[0]
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults, d)
        for section in self._sections:
            self._write_section(fp, section, self._sections[section], d)

    def _write_section(self, fp, name, known, d):
        fp.write(f"[{name}]\n")
        for key, value in known.items():
            value = self._interpolation.before_set(self, name, key, value) if value else value
            if value is not None or not self._bare:
                value = d + str(value).replace("\n", "\n\t")
            else:
                value = ""
            fp.write(f"{key}{value}\n")
        fp.write("\n")

    def _read(self, lines, source):
        added = []
        current = None
        section = None
        option = None
        indent = 0
        wrong = None
        for number, line in enumerate(lines, 1):
            cut = None
            for prefix in self._inline:
                at = line.find(prefix)
                while at >= 0:
                    if at == 0 or line[at - 1].isspace():
                        cut = at if cut is None else min(cut, at)
                        break
                    at = line.find(prefix, at + 1)
            for prefix in self._comments:
                if line.strip().startswith(prefix):
                    cut = 0
                    break
            value = (line if cut is None else line[:cut]).strip()
            if not value:
                if not self._empty_lines:
                    indent = 1000000000
                elif cut is None and current is not None and option and current[option] is not None:
                    current[option].append("")
                continue
            at = len(line) - len(line.lstrip())
            if current is not None and option and at > indent:
                if current[option] is not None:
                    current[option].append(value)
                continue
            indent = at
            if value[0] == "[" and value.find("]") > 1:
                section = value[1:value.rfind("]")]
                if section in self._sections:
                    if self._strict and section in added:
                        raise DuplicateSectionError(section, source, number)
                    current = self._sections[section]
                    added.append(section)
                elif section == self.default_section:
                    current = self._defaults
                else:
                    current = {}
                    self._sections[section] = current
                    self._proxies[section] = SectionProxy(self, section)
                    added.append(section)
                option = None
                continue
            if current is None:
                raise MissingSectionHeaderError(source, number, line)
            ends = [value.find(mark) for mark in self._delimiters if value.find(mark) >= 0]
            if not ends and not self._bare or ends and min(ends) == 0:
                if wrong is None:
                    wrong = ParsingError(source)
                wrong.append(number, repr(line))
                if not ends:
                    continue
            end = min(ends) if ends else len(value)
            option = self.optionxform(value[:end].rstrip())
            if self._strict and (section, option) in added:
                raise DuplicateOptionError(section, option, source, number)
            added.append((section, option))
            current[option] = [value[end + 1:].strip()] if ends else None
        for known in [self._defaults, *self._sections.values()]:
            for key, value in known.items():
                if type(value) is list:
                    known[key] = "\n".join(value).rstrip()
        if wrong is not None:
            raise wrong

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self._proxies and self._proxies[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if key not in self._sections:
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return iter([self.default_section, *self._sections])

    def keys(self):
        return [self.default_section, *self._sections]

    def values(self):
        return [self[name] for name in self.keys()]


class ConfigParser(RawConfigParser):
    _interpolated = True


class SectionProxy:
    def __init__(self, parser, name):
        self.parser = parser
        self.name = name

    def __repr__(self):
        return f"<Section: {self.name}>"

    def _names(self):
        if self.name == self.parser.default_section:
            return list(self.parser.defaults())
        return self.parser.options(self.name)

    def __getitem__(self, key):
        if not self.parser.has_option(self.name, key):
            raise KeyError(key)
        return self.parser.get(self.name, key)

    def __setitem__(self, key, value):
        self.parser.set(self.name, key, value)

    def __delitem__(self, key):
        if not (self.parser.has_option(self.name, key) and self.parser.remove_option(self.name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self.parser.has_option(self.name, key)

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter(self._names())

    def keys(self):
        return self._names()

    def values(self):
        return [self[key] for key in self._names()]

    def items(self):
        return [(key, self[key]) for key in self._names()]

    def get(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.get(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getint(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.getint(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getfloat(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.getfloat(self.name, option, raw=raw, vars=vars, fallback=fallback)

    def getboolean(self, option, fallback=None, *, raw=False, vars=None):
        return self.parser.getboolean(self.name, option, raw=raw, vars=vars, fallback=fallback)
