# `Formatter` is left out.
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
