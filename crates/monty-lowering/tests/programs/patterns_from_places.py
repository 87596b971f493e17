# Patterns that are matched from a place on.
import re

word = re.compile(r"[a-z]+")
text = "  one two  three"
print(word.match(text), word.match(text, 2), word.match(text, 3), word.search(text, 5), word.search(text, 6, 9))
print(word.findall(text, 3), word.findall(text, 3, 8), [m.span() for m in word.finditer(text, 7)], word.fullmatch(text, 2, 5))

pair = re.compile(r"(?P<key>\w+)=(?P<value>\d+)|(x)")
m = pair.search("a=1, bb=22", 3)
print(m.group(), m.group("key"), m["value"], m.groups(), m.groupdict(), m.span("value"), m.start(1), m.end(), m.span(3), m[0])
print(m.lastgroup, m.expand(r"\2:\1"), m.pos, m.endpos, m.string)
print(re.compile(r"^b").match("ab", 1), re.compile(r"^b", re.M).match("a\nb", 2), re.compile(r"\bb").match("ab", 1), re.compile(r"\Bb").match("ab", 1))
print(re.compile(r"b$").match("abc", 1, 2), re.compile("b").match("ab", 9), re.compile("b").match("ab", -5), re.compile("").match("ab", 9))
print(re.compile(r"(?i)B").match("ab", 1), re.compile("a.c", re.S).search("xxa\nc", 1))

TOKENS = [("NUMBER", r"\d+(\.\d+)?"), ("NAME", r"[A-Za-z_]\w*"), ("OP", r"[-+*/()=]"), ("SPACE", r"\s+")]


class Lexer:
    def __init__(self, source):
        self.source = source
        self.at = 0
        self.rules = [(kind, re.compile(pattern)) for kind, pattern in TOKENS]

    def tokens(self):
        while self.at < len(self.source):
            for kind, rule in self.rules:
                m = rule.match(self.source, self.at)
                if m:
                    if kind != "SPACE":
                        yield kind, m.group(0)
                    self.at = m.end()
                    break
            else:
                raise SyntaxError(f"unexpected {self.source[self.at]!r} at {self.at}")


print(list(Lexer("total = 3.5*(x + 12)").tokens()))
try:
    list(Lexer("a $ b").tokens())
except SyntaxError as error:
    print(error)
master = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in TOKENS))
at, found = 0, []
while at < len("a1 + 22"):
    m = master.match("a1 + 22", at)
    found.append((m.lastgroup, m.group()))
    at = m.end()
print(found)


class Parser:
    def match(self, kind, value):
        return (kind, value)


print(Parser().match("a", "b"))
print(re.compile(r"(?s)x*.?").findall("a\nx"), re.compile(r"(?s)x*").sub("-", "axb"))
