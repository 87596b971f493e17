# `HTMLParser` to derive from, which reads as HTML 5 does; `convert_charrefs=False` is left out.
from html import unescape as _unescape

_SPACE = "\t\n\r\f "
# What is inside of these is text; inside of the second, with character references.
_RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes")
_TEXT = ("textarea", "title")


def _is_letter(c):
    return c.isascii() and c.isalpha()


def _past(text, at, chars):
    """Where something else than these characters stands."""
    n = len(text)
    while at < n and text[at] in chars:
        at += 1
    return at


def _until(text, at, chars):
    """Where one of these characters stands."""
    n = len(text)
    while at < n and text[at] not in chars:
        at += 1
    return at


def _scan_tag(text, at):
    """The name of a tag that begins here, its attributes, where it ends, and whether that is by `/>`; nothing where it is cut off."""
    end = _until(text, at, "\t\n\r\f />")
    name = text[at:end].lower()
    attributes = []
    at = end
    while True:
        at = _past(text, at, "\t\n\r\f /")
        if at >= len(text):
            return None
        if text[at] == ">":
            return (name, attributes, at + 1, text[at - 1] == "/")
        end = _until(text, at + 1, "\t\n\r\f /=>")
        key = text[at:end].lower()
        at = _past(text, end, _SPACE)
        if text[at:at + 1] != "=":
            attributes.append((key, None))
            at = end
            continue
        at = _past(text, at + 1, _SPACE)
        quote = text[at:at + 1]
        if quote == "'" or quote == '"':
            end = text.find(quote, at + 1)
            if end < 0:
                return None
            value = text[at + 1:end]
            end += 1
        else:
            end = _until(text, at, "\t\n\r\f >")
            value = text[at:end]
            # What goes on after a value without quotes is no `/` of the tag's end.
            if text[end:end + 1] == ">":
                attributes.append((key, _of_attribute(value)))
                return (name, attributes, end + 1, False)
        attributes.append((key, _of_attribute(value)))
        at = end


def _of_attribute(value):
    """A value with its character references replaced, where they are not ambiguous."""
    if "&" not in value:
        return value
    parts = value.split("&")
    out = [parts[0]]
    for part in parts[1:]:
        end = 1 if part[:1] == "#" else 0
        while end < len(part) and part[end].isascii() and part[end].isalnum():
            end += 1
        # A name that goes on, or that `=` follows, is a parameter of an address.
        if part[:1] == "#" or part[end:end + 1] != "=" and (part[end:end + 1] == ";" or _stands_alone(part[:end])):
            out.append(_unescape("&" + part))
        else:
            out.append("&" + part)
    return "".join(out)


def _stands_alone(name):
    return name != "" and len(_unescape("&" + name)) == 1


class HTMLParser:
    CDATA_CONTENT_ELEMENTS = _RAW
    RCDATA_CONTENT_ELEMENTS = _TEXT

    def __init__(self, *, convert_charrefs=True):
        if not convert_charrefs:
            raise NotImplementedError("HTMLParser(convert_charrefs=False) is not available here: references come as the characters they stand for")
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        self.rawdata = ""
        self.lasttag = "???"
        self.cdata_elem = None
        self.lineno = 1
        self.offset = 0
        self._escapable = True
        self._started = None

    def feed(self, data):
        self.rawdata = self.rawdata + data
        self._go(False)

    def close(self):
        self._go(True)

    def getpos(self):
        return (self.lineno, self.offset)

    def get_starttag_text(self):
        return self._started

    def set_cdata_mode(self, elem, *, escapable=False):
        self.cdata_elem = elem.lower()
        self._escapable = escapable

    def clear_cdata_mode(self):
        self.cdata_elem = None
        self._escapable = True

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_charref(self, name):
        pass

    def handle_entityref(self, name):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass

    def handle_decl(self, decl):
        pass

    def handle_pi(self, data):
        pass

    def unknown_decl(self, data):
        pass

    def _moved(self, start, end):
        text = self.rawdata
        lines = text.count("\n", start, end)
        if lines:
            self.lineno += lines
            self.offset = end - text.rindex("\n", start, end) - 1
        else:
            self.offset += end - start
        return end

    def _text(self, start, end):
        data = self.rawdata[start:end]
        self.handle_data(_unescape(data) if self._escapable else data)

    def _next(self, at, end):
        """Where the next markup is; nothing where that is not known yet."""
        text = self.rawdata
        if self.cdata_elem is not None:
            return _closing(text, at, self.cdata_elem)
        found = text.find("<", at)
        if found >= 0:
            return found
        # The last reference may go on.
        reference = text.rfind("&", max(at, len(text) - 34))
        if not end and reference >= 0 and _until(text, reference, "\t\n\r\f ;") == len(text):
            return None
        return len(text)

    def _go(self, end):
        at = 0
        n = len(self.rawdata)
        while at < n:
            found = self._next(at, end)
            if found is None:
                break
            if at < found:
                self._text(at, found)
            at = self._moved(at, found)
            if at == n:
                break
            after = self._markup(at, end)
            if after is None:
                if not end:
                    break
                self._cut_off(at)
                after = n
            at = self._moved(at, after)
        if end and at < n:
            self._text(at, n)
            at = self._moved(at, n)
        self.rawdata = self.rawdata[at:]

    def _markup(self, at, end):
        """Handles what begins here and tells where it ends; nothing where it is cut off."""
        text = self.rawdata
        c = text[at + 1:at + 2]
        if c == "/":
            return self._end_tag(at)
        if c == "!":
            return self._declaration(at)
        if c == "?":
            close = text.find(">", at + 2)
            if close < 0:
                return None
            self.handle_pi(text[at + 2:close])
            return close + 1
        if c != "" and _is_letter(c):
            return self._start_tag(at)
        if c != "" or end:
            self.handle_data("<")
            return at + 1
        return None

    def _start_tag(self, at):
        self._started = None
        found = _scan_tag(self.rawdata, at + 1)
        if found is None:
            return None
        tag, attributes, after, is_empty = found
        self.lasttag = tag
        self._started = self.rawdata[at:after]
        if is_empty:
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
            elif tag in self.RCDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag, escapable=True)
            elif tag == "plaintext":
                self.set_cdata_mode(tag)
        return after

    def _end_tag(self, at):
        text = self.rawdata
        if text.find(">", at + 2) < 0:
            return None
        c = text[at + 2]
        if not _is_letter(c):
            return at + 3 if c == ">" else self._bogus(at)
        found = _scan_tag(text, at + 2)
        if found is None:
            return None
        self.handle_endtag(found[0])
        self.clear_cdata_mode()
        return found[2]

    def _declaration(self, at):
        text = self.rawdata
        if text.startswith("<!--", at):
            return self._comment(at)
        if text.startswith("<![CDATA[", at):
            close = text.find("]]>", at + 9)
            if close < 0:
                return None
            self.unknown_decl(text[at + 3:close])
            return close + 3
        if text[at:at + 9].lower() == "<!doctype":
            close = text.find(">", at + 9)
            if close < 0:
                return None
            self.handle_decl(text[at + 2:close])
            return close + 1
        return self._bogus(at)

    def _comment(self, at):
        text = self.rawdata
        closes = [(place, len(mark)) for mark in ("-->", "--!>") if (place := text.find(mark, at + 4)) >= 0]
        if closes:
            close, length = min(closes)
        elif text.startswith("->", at + 4):
            close, length = at + 4, 2
        elif text.startswith(">", at + 4):
            close, length = at + 4, 1
        else:
            return None
        self.handle_comment(text[at + 4:close])
        return close + length

    def _bogus(self, at):
        close = self.rawdata.find(">", at + 2)
        if close < 0:
            return None
        self.handle_comment(self.rawdata[at + 2:close])
        return close + 1

    def _cut_off(self, at):
        """Markup that the document ends in."""
        text = self.rawdata[at:]
        if text == "</":
            self.handle_data(text)
        elif text.startswith("</"):
            if not _is_letter(text[2]):
                self.handle_comment(text[2:])
        elif text.startswith("<!--"):
            comment = text[4:]
            for mark in ("--!", "--", "-"):
                if comment.endswith(mark):
                    comment = comment[:-len(mark)]
                    break
            self.handle_comment(comment)
        elif text.startswith("<![CDATA["):
            self.unknown_decl(text[3:])
        elif text[:9].lower() == "<!doctype":
            self.handle_decl(text[2:])
        elif text.startswith("<!"):
            self.handle_comment(text[2:])
        elif text.startswith("<?"):
            self.handle_pi(text[2:])


def _closing(text, at, element):
    """Where the end tag of an element is whose content is text."""
    lower = text.lower()
    while True:
        at = lower.find("</" + element, at)
        if at < 0 or element == "plaintext":
            return None
        after = at + 2 + len(element)
        if after < len(text) and text[after] in "\t\n\r\f />":
            return at
        at += 2
