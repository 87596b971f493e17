# Reading and writing of trees: `Element`, `SubElement`, `ElementTree`, `fromstring`, `XML`, `tostring`, `indent`, `dump` and the searches with their paths. Documents with a DTD, `iterparse`, `XMLParser` and namespaces on output are left out; messages of `ParseError` are our own.


class ParseError(SyntaxError):
    pass


class Element:
    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError(f"attrib must be dict, not {type(attrib).__name__}")
        self.tag = tag
        self.attrib = {**attrib, **extra}
        self.text = None
        self.tail = None
        self._children = []

    def __repr__(self):
        return f"<Element {self.tag!r} at {hex(id(self))}>"

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        return len(self._children) != 0

    def __getitem__(self, index):
        return self._children[index]

    def __setitem__(self, index, element):
        self._children[index] = element

    def __delitem__(self, index):
        del self._children[index]

    def __iter__(self):
        return iter(self._children)

    def append(self, subelement):
        if not isinstance(subelement, Element):
            raise TypeError(f"append() argument must be xml.etree.ElementTree.Element, not {type(subelement).__name__}")
        self._children.append(subelement)

    def extend(self, elements):
        for element in elements:
            self.append(element)

    def insert(self, index, subelement):
        self._children.insert(index, subelement)

    def remove(self, subelement):
        for i, child in enumerate(self._children):
            if child is subelement:
                self._children.pop(i)
                return
        raise ValueError("list.remove(x): x not in list")

    def clear(self):
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        return self.attrib.get(key, default)

    def set(self, key, value):
        self.attrib[key] = value

    def keys(self):
        return self.attrib.keys()

    def items(self):
        return self.attrib.items()

    def makeelement(self, tag, attrib):
        return Element(tag, attrib)

    def find(self, path, namespaces=None):
        for found in _found(self, path, namespaces):
            return found
        return None

    def findall(self, path, namespaces=None):
        return _found(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        return iter(_found(self, path, namespaces))

    def findtext(self, path, default=None, namespaces=None):
        found = self.find(path, namespaces)
        if found is None:
            return default
        return found.text or ""

    def iter(self, tag=None):
        if tag == "*":
            tag = None
        out = []
        _collect(self, tag, out)
        return iter(out)

    def itertext(self):
        out = []
        _collect_text(self, out)
        return iter(out)


def _collect(element, tag, out):
    if tag is None or element.tag == tag:
        out.append(element)
    for child in element._children:
        _collect(child, tag, out)


def _collect_text(element, out):
    if element.text:
        out.append(element.text)
    for child in element._children:
        _collect_text(child, out)
        if child.tail:
            out.append(child.tail)


def SubElement(parent, tag, attrib={}, **extra):
    element = Element(tag, attrib, **extra)
    parent.append(element)
    return element


def iselement(element):
    return isinstance(element, Element)


class _Tokens:
    """A path's parts: names, signs and quoted texts."""

    def __init__(self, path, namespaces):
        self.tokens = []
        i = 0
        n = len(path)
        while i < n:
            c = path[i]
            if c in "'\"":
                end = path.find(c, i + 1)
                if end < 0:
                    raise SyntaxError("invalid path")
                self.tokens.append(("'", path[i + 1:end]))
                i = end + 1
            elif path[i:i + 2] in ("//", "..", "!="):
                self.tokens.append((path[i:i + 2], None))
                i += 2
            elif c in "/*@.[]()=":
                self.tokens.append((c, None))
                i += 1
            elif c.isspace():
                i += 1
            else:
                start = i
                while i < n and (path[i] not in "/[]()@!='\"" and not path[i].isspace() or path[start] == "{" and "}" not in path[start:i]):
                    i += 1
                name = path[start:i]
                if name[:1] != "{" and ":" in name:
                    prefix, name = name.split(":", 1)
                    if not namespaces or prefix not in namespaces:
                        raise SyntaxError(f"prefix {prefix!r} not found in prefix map")
                    name = "{" + namespaces[prefix] + "}" + name
                elif name[:1] != "{" and namespaces and namespaces.get("") and not (self.tokens and self.tokens[-1][0] == "@"):
                    name = "{" + namespaces[""] + "}" + name
                self.tokens.append(("n", name))
        self.at = 0

    def peek(self):
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None

    def next(self):
        token = self.tokens[self.at]
        self.at += 1
        return token


def _found(root, path, namespaces):
    if path[-1:] == "/":
        path += "*"
    if path[:1] == "/":
        raise SyntaxError("cannot use absolute path on element")
    tokens = _Tokens(path, namespaces)
    found = [root]
    parents = None
    while tokens.peek() is not None:
        kind, value = tokens.next()
        if kind == "n":
            found = [c for e in found for c in e._children if _is_tag(c.tag, value)]
        elif kind == "*":
            found = [c for e in found for c in e._children]
        elif kind == ".":
            pass
        elif kind == "//":
            if tokens.peek() is None:
                raise SyntaxError("invalid descendant")
            kind, value = tokens.next()
            if kind not in ("n", "*"):
                raise SyntaxError("invalid descendant")
            out = []
            for e in found:
                for d in e.iter():
                    if d is not e and (kind == "*" or _is_tag(d.tag, value)):
                        out.append(d)
            found = out
        elif kind == "..":
            if parents is None:
                parents = {}
                for p in root.iter():
                    for c in p._children:
                        parents[id(c)] = p
            out = []
            for e in found:
                if id(e) in parents and not _has(out, parents[id(e)]):
                    out.append(parents[id(e)])
            found = out
        elif kind == "[":
            if parents is None:
                parents = {}
                for p in root.iter():
                    for c in p._children:
                        parents[id(c)] = p
            found = _filtered(found, tokens, parents)
            if tokens.peek() not in (None, "[", "/", "//"):
                raise SyntaxError("invalid path")
            if tokens.peek() == "/":
                tokens.next()
                if tokens.peek() is None:
                    raise SyntaxError("invalid path")
            continue
        else:
            raise SyntaxError("invalid path")
        if tokens.peek() == "/":
            tokens.next()
            if tokens.peek() is None:
                raise SyntaxError("invalid path")
        elif tokens.peek() not in (None, "[", "//"):
            raise SyntaxError("invalid path")
    return found


def _has(elements, element):
    for e in elements:
        if e is element:
            return True
    return False


def _is_tag(tag, wanted):
    if wanted[:3] == "{*}":
        return tag == wanted[3:] or tag.endswith("}" + wanted[3:])
    if wanted[-2:] == "}*":
        return tag.startswith(wanted[:-1]) if wanted != "{}*" else tag[:1] != "{"
    return tag == wanted


def _filtered(found, tokens, parents):
    form = ""
    values = []
    while True:
        if tokens.peek() is None:
            raise SyntaxError("invalid predicate")
        kind, value = tokens.next()
        if kind == "]":
            break
        if kind == "n" and value.lstrip("-").isdigit():
            form += "0"
        else:
            form += kind
        values.append(value)
    if form == "@n":
        return [e for e in found if values[1] in e.attrib]
    if form == "@n='" or form == "@n!='":
        negated = "!" in form
        key = values[1]
        wanted = values[3]
        return [e for e in found if (key in e.attrib if negated else True) and (e.get(key) == wanted) != negated]
    if form == "n":
        return [e for e in found if e.find(values[0]) is not None]
    if form in (".='", "n='", ".!='", "n!='"):
        negated = "!" in form
        wanted = values[2]
        if form[0] == ".":
            return [e for e in found if ("".join(e.itertext()) == wanted) != negated]
        out = []
        for e in found:
            for c in e.findall(values[0]):
                if ("".join(c.itertext()) == wanted) != negated:
                    out.append(e)
                    break
        return out
    if form == "0" or form == "n()" or form == "n()-n" or form == "n()0":
        if form == "0":
            index = int(values[0]) - 1
            if index < 0:
                raise SyntaxError("XPath position >= 1 expected")
        else:
            if values[0] != "last":
                raise SyntaxError("unsupported function")
            index = -1
            if form == "n()0":
                index = int(values[3]) - 1
                if index > -2:
                    raise SyntaxError("XPath offset from last() must be negative")
        out = []
        for e in found:
            if id(e) in parents:
                same = [c for c in parents[id(e)]._children if c.tag == e.tag]
                if -len(same) <= index < len(same) and same[index] is e:
                    out.append(e)
        return out
    raise SyntaxError("invalid predicate")


_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class _Reader:
    def __init__(self, text):
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.at = 0

    def fail(self, what, at=None):
        at = self.at if at is None else at
        line = self.text.count("\n", 0, at) + 1
        column = at - (self.text.rfind("\n", 0, at) + 1)
        error = ParseError(f"{what}: line {line}, column {column}")
        error.position = (line, column)
        raise error

    def skip(self):
        text = self.text
        while self.at < len(text) and text[self.at] in " \t\n":
            self.at += 1

    def name(self):
        text = self.text
        start = at = self.at
        while at < len(text) and (text[at].isalnum() or text[at] in "_:-."):
            at += 1
        if at == start or text[start].isdigit() or text[start] in "-.":
            self.fail("not well-formed (invalid token)")
        self.at = at
        return text[start:at]

    def decoded(self, raw, at):
        if "&" not in raw:
            return raw
        out = []
        i = 0
        while True:
            j = raw.find("&", i)
            if j < 0:
                out.append(raw[i:])
                return "".join(out)
            out.append(raw[i:j])
            end = raw.find(";", j)
            name = raw[j + 1:end] if end > 0 else ""
            if name[:2] == "#x" and name[2:] and not name[2:].strip("0123456789abcdefABCDEF"):
                out.append(chr(int(name[2:], 16)))
            elif name[:1] == "#" and name[1:].isdigit():
                out.append(chr(int(name[1:])))
            elif name in _ENTITIES:
                out.append(_ENTITIES[name])
            elif name and name.isalnum():
                self.fail(f"undefined entity &{name};", at + j)
            else:
                self.fail("not well-formed (invalid token)", at + j)
            i = end + 1

    def document(self):
        text = self.text
        if text[:1] == "\ufeff":
            self.at = 1
        if text.startswith("<?xml", self.at):
            self.at = text.find("?>", self.at) + 2
            if self.at == 1:
                self.fail("unclosed token", 0)
        root = None
        while True:
            self.skip()
            if self.at >= len(text):
                if root is None:
                    self.fail("no element found")
                return root
            if text.startswith("<!--", self.at):
                self.past("-->")
            elif text.startswith("<?", self.at):
                self.past("?>")
            elif text.startswith("<!DOCTYPE", self.at):
                raise NotImplementedError("xml.etree: documents with a DTD are not available here")
            elif text[self.at] != "<":
                self.fail("syntax error" if root is None else "junk after document element")
            elif root is not None:
                self.fail("junk after document element")
            else:
                root = self.element({"xml": "http://www.w3.org/XML/1998/namespace"})

    def past(self, end):
        at = self.text.find(end, self.at)
        if at < 0:
            self.fail("unclosed token")
        if end == "-->" and self.text.find("--", self.at + 4) < at:
            self.fail("not well-formed (invalid token)", at)
        self.at = at + len(end)

    def element(self, spaces):
        text = self.text
        start = self.at
        self.at += 1
        name = self.name()
        attributes = []
        while True:
            before = self.at
            self.skip()
            c = text[self.at:self.at + 1]
            if c == ">" or text.startswith("/>", self.at):
                break
            if not c:
                self.fail("unclosed token", start)
            if before == self.at:
                self.fail("not well-formed (invalid token)")
            key_at = self.at
            key = self.name()
            self.skip()
            if text[self.at:self.at + 1] != "=":
                self.fail("not well-formed (invalid token)")
            self.at += 1
            self.skip()
            quote = text[self.at:self.at + 1]
            if quote not in ("'", '"'):
                self.fail("not well-formed (invalid token)")
            end = text.find(quote, self.at + 1)
            if end < 0:
                self.fail("unclosed token", start)
            raw = text[self.at + 1:end]
            if "<" in raw:
                self.fail("not well-formed (invalid token)", self.at + 1 + raw.find("<"))
            raw = raw.replace("\n", " ").replace("\t", " ")
            for known, value in attributes:
                if known == key:
                    self.fail("duplicate attribute", key_at)
            attributes.append((key, self.decoded(raw, self.at + 1)))
            self.at = end + 1
        inner = spaces
        for key, value in attributes:
            if key == "xmlns" or key.startswith("xmlns:"):
                if inner is spaces:
                    inner = dict(spaces)
                inner[key[6:]] = value
        element = Element(self.full(name, inner, True, start))
        for key, value in attributes:
            if key != "xmlns" and not key.startswith("xmlns:"):
                element.attrib[self.full(key, inner, False, start)] = value
        if text[self.at] == "/":
            self.at += 2
            return element
        self.at += 1
        self.content(element, inner, name)
        return element

    def full(self, name, spaces, is_element, at):
        prefix, colon, local = name.partition(":")
        if not colon:
            space = spaces.get("", "") if is_element else ""
            return "{" + space + "}" + name if space else name
        if prefix not in spaces:
            self.fail("unbound prefix", at)
        return "{" + spaces[prefix] + "}" + local

    def content(self, element, spaces, name):
        text = self.text
        last = None
        parts = []
        while True:
            i = text.find("<", self.at)
            if i < 0:
                self.at = len(text)
                self.fail("no element found")
            if i > self.at:
                raw = text[self.at:i]
                if "]]>" in raw:
                    self.fail("not well-formed (invalid token)", self.at + raw.find("]]>"))
                parts.append(self.decoded(raw, self.at))
            self.at = i
            if text.startswith("<![CDATA[", i):
                end = text.find("]]>", i)
                if end < 0:
                    self.fail("unclosed CDATA section")
                parts.append(text[i + 9:end])
                self.at = end + 3
                continue
            if text.startswith("<!--", i):
                self.past("-->")
                continue
            if text.startswith("<?", i):
                self.past("?>")
                continue
            if parts:
                joined = "".join(parts)
                if last is None:
                    element.text = joined
                else:
                    last.tail = joined
                parts = []
            if text.startswith("</", i):
                self.at += 2
                at = self.at
                if self.name() != name:
                    self.fail("mismatched tag", at)
                self.skip()
                if text[self.at:self.at + 1] != ">":
                    self.fail("not well-formed (invalid token)")
                self.at += 1
                return
            last = self.element(spaces)
            element._children.append(last)


def fromstring(text, parser=None):
    if type(text) is bytes:
        text = text.decode("utf-8")
    return _Reader(text).document()


def XML(text, parser=None):
    return fromstring(text, parser)


def fromstringlist(sequence, parser=None):
    return fromstring("".join(sequence))


def _escaped(text):
    if type(text) is not str:
        raise TypeError(f"cannot serialize {text!r} (type {type(text).__name__})")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text):
    text = _escaped(text).replace('"', "&quot;")
    return text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#09;")


def _write(element, out, short):
    tag = element.tag
    if type(tag) is not str:
        raise TypeError(f"cannot serialize {tag!r} (type {type(tag).__name__})")
    if tag[:1] == "{":
        raise NotImplementedError("xml.etree: writing names with namespaces is not available here")
    out.append("<" + tag)
    for key, value in element.attrib.items():
        if key[:1] == "{":
            raise NotImplementedError("xml.etree: writing names with namespaces is not available here")
        out.append(f' {key}="{_quoted(value)}"')
    if element.text or element._children or not short:
        out.append(">")
        if element.text:
            out.append(_escaped(element.text))
        for child in element._children:
            _write(child, out, short)
        out.append("</" + tag + ">")
    else:
        out.append(" />")
    if element.tail:
        out.append(_escaped(element.tail))


def tostring(element, encoding=None, method=None, *, xml_declaration=None, default_namespace=None,
             short_empty_elements=True):
    if method == "text":
        text = "".join(element.itertext()) + (element.tail or "")
    elif method is None or method == "xml":
        out = []
        _write(element, out, short_empty_elements)
        text = "".join(out)
    else:
        raise NotImplementedError(f"xml.etree: method={method!r} is not available here")
    if encoding is None:
        encoding = "us-ascii"
    known = encoding.lower()
    if method != "text" and (xml_declaration or xml_declaration is None and known not in ("unicode", "utf-8", "us-ascii")):
        if known == "unicode":
            raise NotImplementedError("xml.etree: a declaration with encoding='unicode' is not available here")
        text = f"<?xml version='1.0' encoding='{encoding}'?>\n" + text
    if known == "unicode":
        return text
    if known in ("us-ascii", "ascii"):
        return "".join([c if ord(c) < 128 else f"&#{ord(c)};" for c in text]).encode("ascii")
    if known in ("utf-8", "utf8"):
        return text.encode("utf-8")
    raise NotImplementedError(f"xml.etree: encoding={encoding!r} is not available here")


def dump(elem):
    if isinstance(elem, ElementTree):
        elem = elem.getroot()
    text = tostring(elem, "unicode")
    print(text, end="" if elem.tail and elem.tail[-1] == "\n" else "\n")


def indent(tree, space="  ", level=0):
    if isinstance(tree, ElementTree):
        tree = tree.getroot()
    if level < 0:
        raise ValueError(f"Initial indentation level must be >= 0, got {level}")
    if tree._children:
        _indent(tree, space, "\n" + level * space)


def _indent(element, space, before):
    inner = before + space
    if not element.text or not element.text.strip():
        element.text = inner
    for child in element._children:
        if child._children:
            _indent(child, space, inner)
        if not child.tail or not child.tail.strip():
            child.tail = inner
    if not child.tail.strip():
        child.tail = before


class ElementTree:
    def __init__(self, element=None, file=None):
        if file is not None:
            raise NotImplementedError("xml.etree: read the file and give its text to fromstring()")
        self._root = element

    def getroot(self):
        return self._root

    def find(self, path, namespaces=None):
        return self._root.find(_relative(path), namespaces)

    def findall(self, path, namespaces=None):
        return self._root.findall(_relative(path), namespaces)

    def findtext(self, path, default=None, namespaces=None):
        return self._root.findtext(_relative(path), default, namespaces)

    def iterfind(self, path, namespaces=None):
        return self._root.iterfind(_relative(path), namespaces)

    def iter(self, tag=None):
        return self._root.iter(tag)

    def write(self, file, encoding=None, xml_declaration=None, default_namespace=None, method=None, *,
              short_empty_elements=True):
        if type(file) is str:
            raise NotImplementedError("xml.etree: write tostring() to the file that open() gives")
        data = tostring(self._root, encoding, method, xml_declaration=xml_declaration,
                        short_empty_elements=short_empty_elements)
        file.write(data)


def _relative(path):
    return "." + path if path[:1] == "/" else path


def parse(source, parser=None):
    if type(source) is str:
        with open(source) as f:
            return ElementTree(fromstring(f.read()))
    return ElementTree(fromstring(source.read()))
