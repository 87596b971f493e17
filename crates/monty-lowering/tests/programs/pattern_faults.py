# What is wrong with a pattern is told in Python's words, with its place.
import re


def told(pattern, flags=0):
    try:
        re.compile(pattern, flags)
        return "fine"
    except re.error as e:
        return f"{e} | {e.msg} {e.pos} {e.lineno} {e.colno} {e.pattern == pattern}"


for p in ["(", ")", "[", "a**", "*a", "(?P<n>a)(?P<n>b)", "a{2,1}", "\\", "(?P<1a>x)", "[z-a]", "(?<=a*)b", "(?Pz)", "x(?",
          "\\1", "(?P=foo)", "(a", "[a", "+", "a{1}{2}", "(?i", "(?z)", "\\q", "[\\q]", "(?<!a+)b", "ab(?P<x", "(?:", "x\n(y",
          "(?P<>a)", "(?(1)a|b)", "a++b", "(?>a)", "[]", "[^]", "(?#", "\\x1", "?", "a|*", "(*)", "{", "a{", "x{1,2", "(?-i:x)",
          "a(?i)b", "(?P<a>x)(?P=b)", "[\\d-z]", "^*", "(?=a", "\\8", "[\\8]", "\\400", "(?P<a", "(?(0)a)"]:
    print(repr(p), told(p))
print(told("a # (\n b", re.X), told("a (", re.VERBOSE))

# Literal ones, and what compiles them on the way.
try:
    re.compile("(")
except re.error as e:
    print(type(e).__name__, e)
try:
    re.search("a(b", "x")
except Exception as e:
    print(type(e), e)
try:
    re.findall(r"[z-a]", "x")
except re.error as e:
    print(e.msg, e.pos)
try:
    re.sub("a", r"\2", "xax")
except re.error as e:
    print(e)
try:
    raise SyntaxError("line 3: no section")
except SyntaxError as e:
    print(e.msg)
