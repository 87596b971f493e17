# Whole but for subclasses of `Template` with patterns of their own.
whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


_START = ascii_letters + "_"
_REST = _START + digits


def _parts(template):
    """The texts of a template, with a (name, place, text) for each placeholder; the name is None where it is wrong."""
    parts = []
    at = 0
    end = len(template)
    while at < end:
        dollar = template.find("$", at)
        if dollar < 0:
            break
        parts.append(template[at:dollar])
        i = dollar + 1
        braced = template[i:i + 1] == "{"
        if braced:
            i += 1
        first = i
        if i < end and template[i] in _START:
            i += 1
            while i < end and template[i] in _REST:
                i += 1
        name = template[first:i]
        if template[dollar + 1:dollar + 2] == "$":
            parts.append("$")
            at = dollar + 2
        elif name and (not braced or template[i:i + 1] == "}"):
            at = i + 1 if braced else i
            parts.append((name, dollar, template[dollar:at]))
        else:
            parts.append((None, dollar, "$"))
            at = dollar + 1
    parts.append(template[at:])
    return parts


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _invalid(self, place):
        lines = self.template[:place + 1].splitlines(keepends=True)
        column = place + 1 - len("".join(lines[:-1]))
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines), column))

    def substitute(self, mapping=None, /, **kws):
        return self._filled({} if mapping is None else mapping, kws, True)

    def safe_substitute(self, mapping=None, /, **kws):
        return self._filled({} if mapping is None else mapping, kws, False)

    def _filled(self, mapping, kws, strict):
        out = []
        for part in _parts(self.template):
            if type(part) is str:
                out.append(part)
                continue
            name, place, text = part
            if name is None:
                if strict:
                    self._invalid(place)
                out.append(text)
            elif name in kws:
                out.append(str(kws[name]))
            elif strict:
                out.append(str(mapping[name]))
            else:
                try:
                    out.append(str(mapping[name]))
                except KeyError:
                    out.append(text)
        return "".join(out)

    def is_valid(self):
        for part in _parts(self.template):
            if type(part) is tuple and part[0] is None:
                return False
        return True

    def get_identifiers(self):
        found = []
        for part in _parts(self.template):
            if type(part) is tuple and part[0] is not None and part[0] not in found:
                found.append(part[0])
        return found


def _fields(text):
    """The parts of a format: what stands before a field, and its name, format and conversion."""
    parts = []
    literal = ""
    at = 0
    end = len(text)
    while at < end:
        c = text[at]
        at += 1
        if c != "{" and c != "}":
            literal += c
            continue
        if text[at:at + 1] == c:
            parts.append((literal + c, None, None, None))
            literal = ""
            at += 1
            continue
        if c == "}":
            raise ValueError("Single '}' encountered in format string")
        if at == end:
            raise ValueError("Single '{' encountered in format string")
        start = at
        depth = 1
        while at < end:
            if text[at] == "{":
                depth += 1
            elif text[at] == "}":
                depth -= 1
                if depth == 0:
                    break
            at += 1
        if depth:
            raise ValueError("expected '}' before end of string")
        parts.append((literal,) + _field(text[start:at]))
        literal = ""
        at += 1
    if literal:
        parts.append((literal, None, None, None))
    return parts


def _field(text):
    at = 0
    in_brackets = False
    while at < len(text):
        c = text[at]
        if c == "{":
            raise ValueError("unexpected '{' in field name")
        if c == "[":
            in_brackets = True
        elif c == "]":
            in_brackets = False
        elif not in_brackets and (c == ":" or c == "!"):
            break
        at += 1
    name = text[:at]
    if text[at:at + 1] != "!":
        return (name, text[at + 1:], None)
    if at + 1 == len(text):
        raise ValueError("end of string while looking for conversion specifier")
    rest = text[at + 2:]
    if rest and rest[0] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return (name, rest[1:], text[at + 1])


def _steps(name):
    """The first part of a field's name, and the attributes and items after it."""
    at = 0
    while at < len(name) and name[at] not in ".[":
        at += 1
    first = name[:at]
    steps = []
    while at < len(name):
        is_item = name[at] == "["
        if name[at] != "." and not is_item:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        start = at + 1
        at = start
        while at < len(name) and (name[at] != "]" if is_item else name[at] not in ".["):
            at += 1
        if is_item and at == len(name):
            raise ValueError("Missing ']' in format string")
        step = name[start:at]
        if not step:
            raise ValueError("Empty attribute in format string")
        steps.append((is_item, int(step) if is_item and step.isdecimal() else step))
        if is_item:
            at += 1
    return (int(first) if first.isdecimal() else first, steps)


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        text, number = self._formatted(format_string, args, kwargs, used_args, 2, 0)
        self.check_unused_args(used_args, args, kwargs)
        return text

    def _formatted(self, format_string, args, kwargs, used_args, depth, number):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                out.append(literal)
            if name is None:
                continue
            first, steps = _steps(name)
            if first == "":
                if number is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(number) + name
                number += 1
            elif type(first) is int:
                if number:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                number = False
            value, used = self.get_field(name, args, kwargs)
            used_args.add(used)
            value = self.convert_field(value, conversion)
            spec, number = self._formatted(spec, args, kwargs, used_args, depth - 1, number)
            out.append(self.format_field(value, spec))
        return ("".join(out), number)

    def parse(self, format_string):
        return iter(_fields(format_string))

    def get_field(self, field_name, args, kwargs):
        first, steps = _steps(field_name)
        value = self.get_value(first, args, kwargs)
        for is_item, step in steps:
            value = value[step] if is_item else getattr(value, step)
        return (value, first)

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == "s":
            return str(value)
        if conversion == "r":
            return repr(value)
        if conversion == "a":
            return ascii(value)
        raise ValueError(f"Unknown conversion specifier {conversion}")
