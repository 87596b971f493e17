# Whole but for subclasses of `TextWrapper` with patterns of their own.


class TextWrapper:
    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def wrap(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            for c in "\t\n\x0b\x0c\r":
                text = text.replace(c, " ")
        chunks = _chunks(text, self.break_on_hyphens)
        if self.fix_sentence_endings:
            _end_sentences(chunks)
        return _lines(self, chunks)

    def fill(self, text):
        return "\n".join(self.wrap(text))


_SPACE = "\t\n\x0b\x0c\r "


def _chunks(text, on_hyphens):
    """Words, the hyphenated parts of words, dashes, and the spaces between."""
    chunks = []
    i = 0
    n = len(text)
    while i < n:
        start = i
        if text[i] in _SPACE:
            while i < n and text[i] in _SPACE:
                i += 1
            chunks.append(text[start:i])
            continue
        while i < n and text[i] not in _SPACE:
            i += 1
        word = text[start:i]
        if on_hyphens and "-" in word:
            _split_word(word, start > 0, i < n, chunks)
        else:
            chunks.append(word)
    return chunks


def _is_word(c):
    return c.isalnum() or c == "_"


def _is_letter(c):
    # A word's character that is no digit.
    return (c.isalnum() or c == "_") and not c.isdecimal()


def _is_part(c):
    return _is_word(c) or c in "!\"'&.,?"


def _split_word(word, after_space, before_space, chunks):
    i = 0
    n = len(word)
    while i < n:
        end = _dash(word, i)
        if end is None:
            end = _hyphenated(word, i, after_space)
        chunks.append(word[i:end])
        i = end


def _dash(word, i):
    """The end of a dash between words (`--`) at `i`."""
    n = len(word)
    if word[i] != "-" or i == 0 or not _is_part(word[i - 1]):
        return None
    j = i
    while j < n and word[j] == "-":
        j += 1
    if j - i >= 2 and j < n and _is_word(word[j]):
        return j
    return None


def _hyphenated(word, i, after_space):
    """The end of a word's part at `i`: after a hyphen between letters, before a dash, or the word's end."""
    n = len(word)
    j = i + 1
    while j <= n:
        if j == n:
            return j
        # A hyphen that may end the part, with at least one character before it.
        if word[j] == "-" and _may_break(word, j):
            return j + 1
        if _starts_dash(word, j):
            return j
        j += 1
    return n


def _starts_dash(word, j):
    n = len(word)
    if word[j] != "-" or not _is_part(word[j - 1]):
        return False
    k = j
    while k < n and word[k] == "-":
        k += 1
    return k - j >= 2 and k < n and _is_word(word[k])


def _may_break(word, j):
    n = len(word)
    before = j >= 2 and _is_letter(word[j - 1]) and _is_letter(word[j - 2])
    before = before or j >= 3 and _is_letter(word[j - 1]) and word[j - 2] == "-" and _is_letter(word[j - 3])
    if not before:
        return False
    if j + 1 >= n or not _is_letter(word[j + 1]):
        return False
    if j + 2 < n and word[j + 2] == "-":
        return j + 3 < n and _is_letter(word[j + 3])
    return j + 2 < n and _is_letter(word[j + 2])


def _end_sentences(chunks):
    i = 0
    while i < len(chunks) - 1:
        if chunks[i + 1] == " " and _ends_sentence(chunks[i]):
            chunks[i + 1] = "  "
            i += 2
        else:
            i += 1


def _ends_sentence(chunk):
    if chunk[-1:] in ("\"", "'"):
        chunk = chunk[:-1]
    return len(chunk) > 1 and chunk[-1] in ".!?" and "a" <= chunk[-2] <= "z"


def _lines(self, chunks):
    if self.width <= 0:
        raise ValueError("invalid width %r (must be > 0)" % self.width)
    if self.max_lines is not None:
        indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
        if len(indent) + len(self.placeholder.lstrip()) > self.width:
            raise ValueError("placeholder too large for max width")
    lines = []
    rest = chunks[::-1]
    while rest:
        line = []
        used = 0
        indent = self.subsequent_indent if lines else self.initial_indent
        width = self.width - len(indent)
        if self.drop_whitespace and lines and rest[-1].strip() == "":
            rest.pop()
        while rest and used + len(rest[-1]) <= width:
            used += len(rest[-1])
            line.append(rest.pop())
        if rest and len(rest[-1]) > width:
            _long_word(self, rest, line, used, width)
            used = sum([len(chunk) for chunk in line])
        if self.drop_whitespace and line and line[-1].strip() == "":
            used -= len(line.pop())
        if not line:
            continue
        last = len(lines) + 1 == self.max_lines
        is_end = not rest or self.drop_whitespace and len(rest) == 1 and not rest[0].strip()
        if not last or is_end and used <= width:
            lines.append(indent + "".join(line))
            continue
        while line:
            if line[-1].strip() and used + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(indent + "".join(line))
                break
            used -= len(line.pop())
        else:
            if lines:
                before = lines[-1].rstrip()
                if len(before) + len(self.placeholder) <= self.width:
                    lines[-1] = before + self.placeholder
                    break
            lines.append(indent + self.placeholder.lstrip())
        break
    return lines


def _long_word(self, rest, line, used, width):
    room = 1 if width < 1 else width - used
    if self.break_long_words:
        end = room
        word = rest[-1]
        if self.break_on_hyphens and len(word) > room:
            hyphen = word.rfind("-", 0, room)
            if hyphen > 0 and word[:hyphen].strip("-"):
                end = hyphen + 1
        line.append(word[:end])
        rest[-1] = word[end:]
    elif not line:
        line.append(rest.pop())


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(" ".join(text.strip().split()))


def dedent(text):
    lines = text.split("\n")
    margin = None
    for i, line in enumerate(lines):
        if not line.strip(" \t"):
            lines[i] = ""
            continue
        indent = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = indent
        else:
            n = 0
            while n < len(margin) and n < len(indent) and margin[n] == indent[n]:
                n += 1
            margin = margin[:n]
    if margin:
        n = len(margin)
        lines = [line[n:] if line[:n] == margin else line for line in lines]
    return "\n".join(lines)


def indent(text, prefix, predicate=None):
    out = []
    for line in text.splitlines(True):
        if line.strip() if predicate is None else predicate(line):
            out.append(prefix + line)
        else:
            out.append(line)
    return "".join(out)
