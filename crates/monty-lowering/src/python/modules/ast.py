# `literal_eval` only: the parser is not available.
_SPACES = " \t\f\n\r"
_ESCAPES = {"\n": "", "\\": "\\", "'": "'", "\"": "\"", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_CONSTANTS = {"None": None, "True": True, "False": False}


def literal_eval(node_or_string):
    if type(node_or_string) is not str:
        raise ValueError(f"malformed node or string: {node_or_string!r}")
    return _Reader(node_or_string.lstrip(" \t")).whole()


class _Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0
        # How many brackets are open, within which lines may end.
        self.depth = 0

    def fail(self):
        # Whether it is no Python at all, or only no literal, is not told apart.
        raise ValueError(f"malformed node or string: {self.text!r}")

    def peek(self):
        text = self.text
        while self.at < len(text):
            c = text[self.at]
            if c == "#":
                while self.at < len(text) and text[self.at] != "\n":
                    self.at += 1
            elif c in _SPACES and (self.depth or c not in "\n\r"):
                self.at += 1
            else:
                return c
        return ""

    def whole(self):
        value = self.items("")
        self.depth += 1
        if self.peek():
            self.fail()
        return value

    def items(self, end):
        """One value, or a tuple of several."""
        value = self.sum()
        if self.peek() != ",":
            return value
        values = [value]
        while self.peek() == ",":
            self.at += 1
            c = self.peek()
            if c == end or not end and c in "\n\r":
                break
            values.append(self.sum())
        return tuple(values)

    def sum(self):
        left = self.signed()
        sign = self.peek()
        if sign and sign in "+-":
            self.at += 1
            right = self.number_or_fail()
            if type(left) not in (int, float) or type(right) is not complex:
                self.fail()
            return left + right if sign == "+" else left - right
        return left

    def signed(self):
        c = self.peek()
        if c and c in "+-":
            self.at += 1
            value = self.signed()
            if type(value) not in (int, float, complex):
                self.fail()
            return +value if c == "+" else -value
        return self.atom()

    def number_or_fail(self):
        c = self.peek()
        if not c or c not in "0123456789.":
            self.fail()
        return self.number()

    def atom(self):
        c = self.peek()
        if c == "":
            self.fail()
        if c == "(":
            return self.bracketed(")")
        if c == "[":
            return self.list_of("]")
        if c == "{":
            return self.braced()
        if c in "0123456789" or c == "." and self.text[self.at + 1:self.at + 2].isdigit():
            return self.number()
        if c in "'\"":
            return self.strings()
        if c.isalpha() or c == "_":
            start = self.at
            end = start
            while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
                end += 1
            word = self.text[start:end]
            if self.text[end:end + 1] in ("'", "\"") and word.lower() in ("r", "u", "b", "br", "rb"):
                return self.strings()
            if word in _CONSTANTS:
                self.at = end
                return _CONSTANTS[word]
            if word == "set":
                self.at = end
                if self.peek() == "(":
                    self.at += 1
                    if self.peek() == ")":
                        self.at += 1
                        return set()
        self.fail()

    def bracketed(self, end):
        self.at += 1
        self.depth += 1
        value = ()
        if self.peek() != end:
            value = self.items(end)
        self.close(end)
        return value

    def close(self, end):
        if self.peek() != end:
            self.fail()
        self.at += 1
        self.depth -= 1

    def list_of(self, end):
        self.at += 1
        self.depth += 1
        values = []
        while self.peek() != end:
            values.append(self.sum())
            if self.peek() != ",":
                break
            self.at += 1
        self.close(end)
        return values

    def braced(self):
        self.at += 1
        self.depth += 1
        if self.peek() == "}":
            self.close("}")
            return {}
        first = self.sum()
        if self.peek() != ":":
            values = [first]
            while self.peek() == ",":
                self.at += 1
                if self.peek() == "}":
                    break
                values.append(self.sum())
            self.close("}")
            return set(values)
        pairs = {}
        key = first
        while True:
            if self.peek() != ":":
                self.fail()
            self.at += 1
            pairs[key] = self.sum()
            if self.peek() != ",":
                break
            self.at += 1
            if self.peek() == "}":
                break
            key = self.sum()
        self.close("}")
        return pairs

    def number(self):
        text = self.text
        start = self.at
        end = start
        while end < len(text) and (text[end].isalnum() or text[end] in "._" or text[end] in "+-" and text[end - 1] in "eE"
                                   and text[start:start + 2].lower() != "0x"):
            end += 1
        word = text[start:end]
        self.at = end
        low = word.lower()
        if word[-1:] == "_" or "__" in word:
            self.fail()
        try:
            if low[:2] in ("0x", "0o", "0b"):
                return int(word, 0)
            if low[-1:] == "j":
                return complex(0, float(word[:-1]))
            if "." in low or "e" in low:
                return float(word)
            if len(word) > 1 and word[0] == "0" and word.strip("0_"):
                self.fail()
            return int(word)
        except ValueError:
            self.fail()

    def strings(self):
        """A text, with those that follow it at once."""
        value = self.string()
        while True:
            c = self.peek()
            mark = self.at
            while c and mark < len(self.text) and self.text[mark].isalpha():
                mark += 1
            if self.text[mark:mark + 1] not in ("'", "\""):
                return value
            more = self.string()
            if type(more) is not type(value):
                self.fail()
            value += more

    def string(self):
        text = self.text
        start = self.at
        while text[self.at] not in "'\"":
            self.at += 1
        prefix = text[start:self.at].lower()
        if prefix not in ("", "r", "u", "b", "br", "rb"):
            self.fail()
        quote = text[self.at]
        if text[self.at:self.at + 3] == quote * 3:
            quote *= 3
        self.at += len(quote)
        out = []
        while text[self.at:self.at + len(quote)] != quote:
            c = text[self.at:self.at + 1]
            if not c or len(quote) == 1 and c in "\n\r":
                self.fail()
            self.at += 1
            if c != "\\":
                out.append(c)
            elif "r" in prefix:
                out.append(c + text[self.at:self.at + 1])
                self.at += 1
            else:
                out.append(self.escape("b" in prefix))
        self.at += len(quote)
        found = "".join(out)
        if "b" not in prefix:
            return found
        if not found.isascii() and "r" in prefix:
            self.fail()
        return bytes.fromhex("".join([f"{ord(c):02x}" for c in found]))

    def escape(self, is_bytes):
        text = self.text
        c = text[self.at:self.at + 1]
        self.at += 1
        if c in _ESCAPES and c:
            return _ESCAPES[c]
        if c and c in "01234567":
            end = self.at
            while end < self.at + 2 and text[end:end + 1] and text[end] in "01234567":
                end += 1
            number = int(text[self.at - 1:end], 8)
            self.at = end
            return chr(number % 256 if is_bytes else number)
        width = 2 if c == "x" else 4 if c == "u" else 8 if c == "U" else 0
        if width and not (is_bytes and c != "x"):
            digits = text[self.at:self.at + width]
            self.at += width
            try:
                return chr(int(digits, 16)) if len(digits) == width else self.fail()
            except ValueError:
                self.fail()
        if c == "N" and not is_bytes:
            raise NotImplementedError("ast.literal_eval: \\N{...} is not available here")
        return "\\" + c
