# What is wrong with a pattern, in Python's words: its grammar read once, without making anything of it.
lo__pattern_faults = {}


def lo__fault_of(pattern, flags):
    """The message and the position of what is wrong with a pattern; nothing where Python takes it."""
    reader = lo__PatternReader(pattern, flags)
    try:
        reader.whole()
    except lo__incomplete():
        return reader.fault
    return None


def lo__pattern_error(message, pattern, position):
    text = message
    if position is not None:
        text = f"{message} at position {position}"
        if "\n" in pattern:
            line = pattern.count("\n", 0, position) + 1
            text += f" (line {line}, column {position - pattern.rfind(chr(10), 0, position)})"
    # What is found once all is read is told without the pattern.
    lo__pattern_faults[text] = (message, None if position is None else pattern, position)
    return lo__re_error(text)


class lo__PatternReader:
    def __init__(self, pattern, flags):
        self.text = pattern
        self.verbose = flags & 64 != 0
        self.index = 0
        self.next = None
        self.fault = None
        self.names = {}
        # Of each group its least and its greatest width; nothing while it is open.
        self.groups = [None]
        self.asked = {}
        # How many groups there were before the look-behind that is being read.
        self.behind = None
        # Whether some look-behind has no one width, which is told after all else.
        self.varies = False

    def wrong(self, message, back=0):
        self.fault = (message, self.tell() - back)
        raise lo__incomplete()("")

    def step(self):
        i = self.index
        if i >= len(self.text):
            self.next = None
            return
        c = self.text[i]
        if c == "\\":
            if i + 1 >= len(self.text):
                self.fault = ("bad escape (end of pattern)", i)
                raise lo__incomplete()("")
            c = self.text[i:i + 2]
        self.index = i + len(c)
        self.next = c

    def get(self):
        c = self.next
        self.step()
        return c

    def eat(self, c):
        if self.next == c:
            self.step()
            return True
        return False

    def some(self, most, allowed):
        out = ""
        while len(out) < most and self.next is not None and self.next in allowed:
            out += self.get()
        return out

    def until(self, end, what):
        out = ""
        while True:
            c = self.get()
            if c is None:
                if not out:
                    self.wrong("missing " + what)
                self.wrong(f"missing {end}, unterminated name", len(out))
            if c == end:
                if not out:
                    self.wrong("missing " + what, 1)
                return out
            out += c

    def tell(self):
        return self.index - len(self.next or "")

    def named(self, name):
        if not name.isidentifier():
            self.wrong(f"bad character in group name {name!r}", len(name) + 1)

    def known(self, group, back):
        """The width of a group that is referred to."""
        if group >= len(self.groups) or self.groups[group] is None:
            self.wrong("cannot refer to an open group", back)
        if self.behind is not None and group >= self.behind:
            self.wrong("cannot refer to group defined in the same lookbehind subpattern")
        return self.groups[group]

    def whole(self):
        self.step()
        self.branches(True)
        if self.next is not None:
            self.wrong("unbalanced parenthesis")
        for group, position in self.asked.items():
            if group >= len(self.groups):
                self.fault = (f"invalid group reference {group}", position)
                raise lo__incomplete()("")
        if self.varies:
            self.fault = ("look-behind requires fixed-width pattern", None)
            raise lo__incomplete()("")

    def branches(self, is_top=False):
        low, high = self.items(is_top)
        while self.eat("|"):
            a, b = self.items(False)
            low = min(low, a)
            high = max(high, b)
        return (low, high)

    def items(self, is_first):
        low = high = 0
        # What stands before: its kind, "" at the start, "at" where nothing is matched, "repeat", or "item".
        kind = ""
        width = (0, 0)
        while True:
            c = self.next
            if c is None or c == "|" or c == ")":
                return (low, high)
            self.step()
            if self.verbose and c in " \t\n\r\x0b\x0c":
                continue
            if self.verbose and c == "#":
                while True:
                    c = self.get()
                    if c is None or c == "\n":
                        break
                continue
            if c in "*+?{":
                here = self.tell()
                if c == "{":
                    if self.next == "}":
                        bounds = None
                    else:
                        bounds = self.bounds(here)
                    if bounds is None:
                        kind = "item"
                        width = (1, 1)
                        low += 1
                        high += 1
                        continue
                else:
                    bounds = (1 if c == "+" else 0, 1 if c == "?" else 4294967295)
                if kind == "" or kind == "at":
                    self.wrong("nothing to repeat", self.tell() - here + 1)
                if kind == "repeat":
                    self.wrong("multiple repeat", self.tell() - here + 1)
                if not self.eat("?"):
                    self.eat("+")
                low += width[0] * (bounds[0] - 1)
                high += width[1] * (bounds[1] - 1)
                kind = "repeat"
                continue
            if c == "(":
                found = self.group(is_first and kind == "")
                if found is None:
                    continue
                kind, width = found
            elif c == "^" or c == "$":
                kind = "at"
                width = (0, 0)
            elif c == "[":
                self.characters()
                kind = "item"
                width = (1, 1)
            elif c[0] == "\\":
                kind, width = self.escape(c)
            else:
                kind = "item"
                width = (1, 1)
            low += width[0]
            high += width[1]

    def bounds(self, here):
        first = self.some(99, "0123456789")
        last = first
        if self.eat(","):
            last = self.some(99, "0123456789")
        if not self.eat("}"):
            self.index = here
            self.step()
            return None
        least = int(first or "0")
        most = int(last) if last else 4294967295
        if least >= 4294967295 or last and most >= 4294967295:
            raise OverflowError("the repetition number is too large")
        if most < least:
            self.wrong("min repeat greater than max repeat", self.tell() - here)
        return (least, most)

    def characters(self):
        here = self.tell() - 1
        self.eat("^")
        is_empty = True
        while True:
            c = self.get()
            if c is None:
                self.wrong("unterminated character set", self.tell() - here)
            if c == "]" and not is_empty:
                return
            is_empty = False
            start = len(c)
            low = self.class_escape(c) if c[0] == "\\" else ord(c)
            if self.eat("-"):
                d = self.get()
                if d is None:
                    self.wrong("unterminated character set", self.tell() - here)
                if d == "]":
                    return
                high = self.class_escape(d) if d[0] == "\\" else ord(d)
                if low is None or high is None or high < low:
                    self.wrong(f"bad character range {c}-{d}", start + 1 + len(d))

    def hexadecimal(self, c, digits):
        c += self.some(digits, "0123456789abcdefABCDEF")
        if len(c) != digits + 2:
            self.wrong("incomplete escape " + c, len(c))
        return int(c[2:], 16)

    def character_name(self):
        import unicodedata
        if not self.eat("{"):
            self.wrong("missing {")
        name = self.until("}", "character name")
        try:
            return ord(unicodedata.lookup(name))
        except (KeyError, TypeError):
            self.wrong(f"undefined character name {name!r}", len(name) + 4)

    def class_escape(self, c):
        """The number of the character that an escape within brackets stands for; nothing for classes."""
        e = c[1]
        if e in "dDsSwW":
            return None
        if e in "abfnrtv":
            return {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}[e]
        if e in "xuU":
            return self.hexadecimal(c, {"x": 2, "u": 4, "U": 8}[e])
        if e == "N":
            return self.character_name()
        if e in "01234567":
            c += self.some(2, "01234567")
            n = int(c[1:], 8)
            if n > 255:
                self.wrong(f"octal escape value {c} outside of range 0-0o377", len(c))
            return n
        if e in "89" or e.isascii() and e.isalpha():
            self.wrong("bad escape " + c, len(c))
        return ord(e)

    def escape(self, c):
        e = c[1]
        # The machine's `\\z` is what a text's `\\Z` was written as.
        if e in "AbBZz":
            return ("at", (0, 0))
        if e in "dDsSwWafnrtv":
            return ("item", (1, 1))
        if e in "xuU":
            self.hexadecimal(c, {"x": 2, "u": 4, "U": 8}[e])
        elif e == "N":
            self.character_name()
        elif e == "0":
            self.some(2, "01234567")
        elif e in "123456789":
            if self.next is not None and self.next in "0123456789":
                c += self.get()
                if c[1] in "01234567" and c[2] in "01234567" and self.next is not None and self.next in "01234567":
                    c += self.get()
                    if int(c[1:], 8) > 255:
                        self.wrong(f"octal escape value {c} outside of range 0-0o377", len(c))
                    return ("item", (1, 1))
            group = int(c[1:])
            if group >= len(self.groups):
                self.wrong(f"invalid group reference {group}", len(c) - 1)
            return ("item", self.known(group, len(c)))
        elif e.isascii() and e.isalpha():
            self.wrong("bad escape " + c, len(c))
        return ("item", (1, 1))

    def group(self, is_first):
        """What follows a parenthesis: its kind and width; nothing where it is a comment or flags."""
        start = self.tell() - 1
        name = None
        is_group = True
        verbose = self.verbose
        if self.eat("?"):
            c = self.get()
            if c is None:
                self.wrong("unexpected end of pattern")
            if c == "P":
                if self.eat("<"):
                    name = self.until(">", "group name")
                    self.named(name)
                elif self.eat("="):
                    name = self.until(")", "group name")
                    self.named(name)
                    if name not in self.names:
                        self.wrong(f"unknown group name {name!r}", len(name) + 1)
                    return ("item", self.known(self.names[name], len(name) + 1))
                else:
                    c = self.get()
                    if c is None:
                        self.wrong("unexpected end of pattern")
                    self.wrong("unknown extension ?P" + c, len(c) + 2)
            elif c == "#":
                while True:
                    if self.next is None:
                        self.wrong("missing ), unterminated comment", self.tell() - start)
                    if self.get() == ")":
                        return None
            elif c in "=!<":
                outer = self.behind
                is_behind = c == "<"
                if is_behind:
                    c = self.get()
                    if c is None:
                        self.wrong("unexpected end of pattern")
                    if c not in "=!":
                        self.wrong("unknown extension ?<" + c, len(c) + 2)
                    if outer is None:
                        self.behind = len(self.groups)
                low, high = self.branches()
                self.behind = outer
                self.close(start)
                self.varies = self.varies or is_behind and low != high
                return ("item", (0, 0))
            elif c == "(":
                return self.conditional(start)
            elif c == ":" or c == ">":
                is_group = False
            elif c in "iLmsxau-":
                if self.flags(c):
                    if not is_first:
                        self.wrong("global flags not at the start of the expression", self.tell() - start)
                    return None
                is_group = False
            else:
                self.wrong("unknown extension ?" + c, len(c) + 1)
        number = len(self.groups)
        if is_group:
            if name is not None:
                if name in self.names:
                    was = self.names[name]
                    self.wrong(f"redefinition of group name {name!r} as group {number}; was group {was}", len(name) + 1)
                self.names[name] = number
            self.groups.append(None)
        width = self.branches()
        self.close(start)
        self.verbose = verbose
        if is_group:
            self.groups[number] = width
        return ("item", width)

    def close(self, start):
        if not self.eat(")"):
            self.wrong("missing ), unterminated subpattern", self.tell() - start)

    def conditional(self, start):
        name = self.until(")", "group name")
        if name.isdecimal() and name.isascii():
            group = int(name)
            if not group:
                self.wrong("bad group number", len(name) + 1)
            if group not in self.asked:
                self.asked[group] = self.tell() - len(name) - 1
        else:
            self.named(name)
            if name not in self.names:
                self.wrong(f"unknown group name {name!r}", len(name) + 1)
            group = self.names[name]
        if self.behind is not None:
            self.known(group, 0)
        low, high = self.items(False)
        if self.eat("|"):
            a, b = self.items(False)
            low = min(low, a)
            high = max(high, b)
            if self.next == "|":
                self.wrong("conditional backref with more than two branches")
        else:
            low = 0
        self.close(start)
        return ("item", (low, high))

    def flags(self, c):
        """Reads flags; tells whether they are of the whole pattern."""
        on = ""
        off = ""
        if c != "-":
            while True:
                if c == "L":
                    self.wrong("bad inline flags: cannot use 'L' flag with a str pattern")
                on += c
                if "a" in on and "u" in on:
                    self.wrong("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
                c = self.get()
                if c is None:
                    self.wrong("missing -, : or )")
                if c in ")-:":
                    break
                if c not in "iLmsxau":
                    self.wrong("unknown flag" if c.isalpha() else "missing -, : or )", len(c))
        if c == ")":
            self.verbose = self.verbose or "x" in on
            return True
        if c == "-":
            c = self.get()
            if c is None:
                self.wrong("missing flag")
            if c not in "iLmsxau":
                self.wrong("unknown flag" if c.isalpha() else "missing flag", len(c))
            while True:
                if c in "auL":
                    self.wrong("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
                off += c
                c = self.get()
                if c is None:
                    self.wrong("missing :")
                if c == ":":
                    break
                if c not in "iLmsxau":
                    self.wrong("unknown flag" if c.isalpha() else "missing :", len(c))
        for flag in on:
            if flag in off:
                self.wrong("bad inline flags: flag turned on and off", 1)
        if "x" in on:
            self.verbose = True
        if "x" in off:
            self.verbose = False
        return False
