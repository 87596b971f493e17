# `split`, `quote` and `join`; the class `shlex` is left out.

_SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-"


def quote(s):
    if not s:
        return "''"
    for c in s:
        if c not in _SAFE:
            return "'" + s.replace("'", "'\"'\"'") + "'"
    return s


def join(split_command):
    return " ".join([quote(word) for word in split_command])


def split(s, comments=False, posix=True):
    if s is None:
        raise ValueError("s argument must not be None")
    if not posix:
        raise NotImplementedError("shlex.split(posix=False) is not available here")
    words = []
    word = None
    i = 0
    n = len(s)
    while i < n:
        c = s[i]
        i += 1
        if c in " \t\r\n":
            if word is not None:
                words.append(word)
                word = None
        elif c == "#" and comments:
            # Ends a word too.
            if word is not None:
                words.append(word)
                word = None
            while i < n and s[i] != "\n":
                i += 1
            i += 1
        elif c == "\\":
            if i == n:
                raise ValueError("No escaped character")
            word = (word or "") + s[i]
            i += 1
        elif c == "'":
            end = s.find("'", i)
            if end < 0:
                raise ValueError("No closing quotation")
            word = (word or "") + s[i:end]
            i = end + 1
        elif c == '"':
            word = word or ""
            while True:
                if i == n:
                    raise ValueError("No closing quotation")
                c = s[i]
                i += 1
                if c == '"':
                    break
                if c == "\\":
                    if i == n:
                        raise ValueError("No escaped character")
                    if s[i] not in "\"\\":
                        word += "\\"
                    word += s[i]
                    i += 1
                else:
                    word += c
        else:
            word = (word or "") + c
    if word is not None:
        words.append(word)
    return words
