# The machine's, with `VERBOSE`, `ASCII`, `subn` and what it lacks of matches and patterns. Flags of a part, such as `(?m:...)`, `LOCALE`, `scanner` and `pos` are left out.
from re import DOTALL, I, IGNORECASE, M, MULTILINE, Match, NOFLAG, Pattern, PatternError, S, compile, error, escape, findall, finditer, fullmatch, match, search, split, sub

A = 256
ASCII = 256
X = 64
VERBOSE = 64
U = 32
UNICODE = 32


def subn(pattern, repl, string, count=0, flags=0):
    return lo__re_subn(pattern, repl, string, count, flags)


def purge():
    pass
