# Expressions: `parse` of them (with `mode="eval"`, or lines of expressions), `literal_eval`, `dump`, `walk`, `NodeVisitor`, `NodeTransformer` and the classes of nodes. Statements, lambdas, comprehensions, f-strings, places in the source and `unparse` are left out.
from collections import deque as _deque


class AST:
    _fields = ()
    _attributes = ()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        if len(args) > len(cls._fields):
            raise TypeError(f"{cls.__name__} constructor takes at most {len(cls._fields)} positional argument{'' if len(cls._fields) == 1 else 's'}")
        for name in cls._fields:
            if name in _LISTS:
                setattr(self, name, [])
            elif name == "ctx":
                self.ctx = Load()
            elif name in _OPTIONAL:
                setattr(self, name, None)
        for name, value in zip(cls._fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            setattr(self, name, value)


# What nodes lack where it is not given: a list, or nothing.
_LISTS = ("body", "type_ignores", "keys", "values", "elts", "ops", "comparators", "args", "keywords")
_OPTIONAL = ("kind", "lower", "upper", "step", "arg")


class mod(AST):
    pass


class Module(mod):
    _fields = ("body", "type_ignores")


class Interactive(mod):
    _fields = ("body",)


class Expression(mod):
    _fields = ("body",)


class FunctionType(mod):
    _fields = ("argtypes", "returns")


class stmt(AST):
    pass


class FunctionDef(stmt):
    _fields = ("name", "args", "body", "decorator_list", "returns", "type_comment", "type_params")


class AsyncFunctionDef(stmt):
    _fields = ("name", "args", "body", "decorator_list", "returns", "type_comment", "type_params")


class ClassDef(stmt):
    _fields = ("name", "bases", "keywords", "body", "decorator_list", "type_params")


class Return(stmt):
    _fields = ("value",)


class Delete(stmt):
    _fields = ("targets",)


class Assign(stmt):
    _fields = ("targets", "value", "type_comment")


class TypeAlias(stmt):
    _fields = ("name", "type_params", "value")


class AugAssign(stmt):
    _fields = ("target", "op", "value")


class AnnAssign(stmt):
    _fields = ("target", "annotation", "value", "simple")


class For(stmt):
    _fields = ("target", "iter", "body", "orelse", "type_comment")


class AsyncFor(stmt):
    _fields = ("target", "iter", "body", "orelse", "type_comment")


class While(stmt):
    _fields = ("test", "body", "orelse")


class If(stmt):
    _fields = ("test", "body", "orelse")


class With(stmt):
    _fields = ("items", "body", "type_comment")


class AsyncWith(stmt):
    _fields = ("items", "body", "type_comment")


class Match(stmt):
    _fields = ("subject", "cases")


class Raise(stmt):
    _fields = ("exc", "cause")


class Try(stmt):
    _fields = ("body", "handlers", "orelse", "finalbody")


class TryStar(stmt):
    _fields = ("body", "handlers", "orelse", "finalbody")


class Assert(stmt):
    _fields = ("test", "msg")


class Import(stmt):
    _fields = ("names",)


class ImportFrom(stmt):
    _fields = ("module", "names", "level")


class Global(stmt):
    _fields = ("names",)


class Nonlocal(stmt):
    _fields = ("names",)


class Expr(stmt):
    _fields = ("value",)


class Pass(stmt):
    pass


class Break(stmt):
    pass


class Continue(stmt):
    pass


class expr(AST):
    pass


class BoolOp(expr):
    _fields = ("op", "values")


class NamedExpr(expr):
    _fields = ("target", "value")


class BinOp(expr):
    _fields = ("left", "op", "right")


class UnaryOp(expr):
    _fields = ("op", "operand")


class Lambda(expr):
    _fields = ("args", "body")


class IfExp(expr):
    _fields = ("test", "body", "orelse")


class Dict(expr):
    _fields = ("keys", "values")


class Set(expr):
    _fields = ("elts",)


class ListComp(expr):
    _fields = ("elt", "generators")


class SetComp(expr):
    _fields = ("elt", "generators")


class DictComp(expr):
    _fields = ("key", "value", "generators")


class GeneratorExp(expr):
    _fields = ("elt", "generators")


class Await(expr):
    _fields = ("value",)


class Yield(expr):
    _fields = ("value",)


class YieldFrom(expr):
    _fields = ("value",)


class Compare(expr):
    _fields = ("left", "ops", "comparators")


class Call(expr):
    _fields = ("func", "args", "keywords")


class FormattedValue(expr):
    _fields = ("value", "conversion", "format_spec")


class JoinedStr(expr):
    _fields = ("values",)


class Constant(expr):
    _fields = ("value", "kind")


class Attribute(expr):
    _fields = ("value", "attr", "ctx")


class Subscript(expr):
    _fields = ("value", "slice", "ctx")


class Starred(expr):
    _fields = ("value", "ctx")


class Name(expr):
    _fields = ("id", "ctx")


class List(expr):
    _fields = ("elts", "ctx")


class Tuple(expr):
    _fields = ("elts", "ctx")


class Slice(expr):
    _fields = ("lower", "upper", "step")


class expr_context(AST):
    pass


class Load(expr_context):
    pass


class Store(expr_context):
    pass


class Del(expr_context):
    pass


class boolop(AST):
    pass


class And(boolop):
    pass


class Or(boolop):
    pass


class operator(AST):
    pass


class Add(operator):
    pass


class Sub(operator):
    pass


class Mult(operator):
    pass


class MatMult(operator):
    pass


class Div(operator):
    pass


class Mod(operator):
    pass


class Pow(operator):
    pass


class LShift(operator):
    pass


class RShift(operator):
    pass


class BitOr(operator):
    pass


class BitXor(operator):
    pass


class BitAnd(operator):
    pass


class FloorDiv(operator):
    pass


class unaryop(AST):
    pass


class Invert(unaryop):
    pass


class Not(unaryop):
    pass


class UAdd(unaryop):
    pass


class USub(unaryop):
    pass


class cmpop(AST):
    pass


class Eq(cmpop):
    pass


class NotEq(cmpop):
    pass


class Lt(cmpop):
    pass


class LtE(cmpop):
    pass


class Gt(cmpop):
    pass


class GtE(cmpop):
    pass


class Is(cmpop):
    pass


class IsNot(cmpop):
    pass


class In(cmpop):
    pass


class NotIn(cmpop):
    pass


class keyword(AST):
    _fields = ("arg", "value")


_SPACES = " \t\f\n\r"
_ESCAPES = {"\n": "", "\\": "\\", "'": "'", "\"": "\"", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_CONSTANTS = {"None": None, "True": True, "False": False}


class _Malformed(ValueError):
    pass


class _Reader:
    """Reads literals into their values."""

    def __init__(self, text):
        self.text = text
        self.at = 0
        # How many brackets are open, within which lines may end.
        self.depth = 0

    def fail(self):
        raise _Malformed()

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
            value = self.number_or_fail()
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

    def number_read(self):
        """A number and where it ends."""
        return (self.number(), self.at)

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


# How tightly operators bind, from the loosest on, and what they are.
_BINARY = (
    {"|": BitOr},
    {"^": BitXor},
    {"&": BitAnd},
    {"<<": LShift, ">>": RShift},
    {"+": Add, "-": Sub},
    {"*": Mult, "/": Div, "//": FloorDiv, "%": Mod, "@": MatMult},
)
_UNARY = {"+": UAdd, "-": USub, "~": Invert}
_COMPARED = {"==": Eq, "!=": NotEq, "<": Lt, "<=": LtE, ">": Gt, ">=": GtE}
_WORDS = (
    "False None True and as assert async await break class continue def del elif else except finally for from global if "
    "import in is lambda nonlocal not or pass raise return try while with yield"
).split()
# What ends an expression and what follows is no part of it.
_ENDS = {"(": ")", "[": "]", "{": "}"}


class _Parser(_Reader):
    """Reads expressions into nodes."""

    def __init__(self, text):
        super().__init__(text)
        self.open = []

    def fail(self):
        c = self.peek()
        line = self.text.count("\n", 0, self.at) + 1
        if self.has_bad_number():
            self.lacks("such a number")
        if not c and self.open:
            self.refuse(f"'{self.open[-1]}' was never closed", line)
        # The rest is looked over for what is no Python wherever it stands.
        open = list(self.open)
        for c in self.text[self.at:]:
            if c in "([{":
                open.append(c)
            elif c in ")]}":
                if not open:
                    self.refuse(f"unmatched '{c}'", line)
                if _ENDS[open[-1]] != c:
                    self.refuse(f"closing parenthesis '{c}' does not match opening parenthesis '{open[-1]}'", line)
                open.pop()
        if self.is_plain() and not open:
            self.refuse("invalid syntax", line)
        raise NotImplementedError(f"ast.parse: {self.text!r} is no expression that can be read here")

    def is_plain(self):
        """Whether nothing is in the text of which more would be said than that it is invalid."""
        for c in self.text:
            if not (c.isalnum() or c in "_ .+-*/%@&|^~<>,;()"):
                return False
        return not self.open and "if" not in self.text and "not" not in self.text

    def has_bad_number(self):
        before = ""
        for c in self.text:
            if before.isdigit() and c.isalpha():
                return True
            before = c
        return False

    def refuse(self, what, line):
        raise SyntaxError(f"{what} (<unknown>, line {line})")

    def lacks(self, what):
        raise NotImplementedError(f"ast.parse: {what} cannot be read here")

    def word(self):
        """The name or keyword that comes next, without taking it."""
        c = self.peek()
        if not (c.isalpha() or c == "_"):
            return ""
        end = self.at
        while end < len(self.text) and (self.text[end].isalnum() or self.text[end] == "_"):
            end += 1
        return self.text[self.at:end]

    def takes(self, text):
        """Takes an operator or a keyword, where it is what comes next."""
        if text[0].isalpha():
            if self.word() != text:
                return False
        else:
            self.peek()
            if self.operator() != text:
                return False
        self.at += len(text)
        return True

    def operator(self):
        self.peek()
        for n in (3, 2, 1):
            found = self.text[self.at:self.at + n]
            if len(found) == n and found in _OPERATORS:
                return found
        return ""

    def must(self, text):
        if not self.takes(text):
            self.fail()

    def whole(self):
        node = self.several(self.test)
        self.depth += 1
        if self.peek():
            self.depth -= 1
            self.fail()
        return node

    def lines(self):
        """Expressions that stand in lines of their own."""
        nodes = []
        while True:
            self.depth += 1
            c = self.peek()
            self.depth -= 1
            if not c:
                return nodes
            nodes.append(Expr(self.several()))
            c = self.peek()
            if c and c not in "\n\r;":
                self.lacks("statements") if c == "=" or self.word() else self.fail()
            self.at += 1

    def several(self, read=None):
        """An expression, or a tuple of several without brackets."""
        if read is None:
            read = self.starred
        first = read()
        if not self.takes(","):
            return first
        elts = [first]
        while self.begins():
            elts.append(read())
            if not self.takes(","):
                break
        return Tuple(elts, Load())

    def begins(self):
        c = self.peek()
        return bool(c) and c not in ")]}:=\n\r;"

    def starred(self):
        if self.operator() == "*":
            self.at += 1
            return Starred(self.level(0), Load())
        return self.test()

    def test(self):
        if self.word() == "lambda":
            self.lacks("lambda")
        body = self.either()
        if self.operator() == ":=":
            self.lacks(":=")
        word = self.word()
        if word in ("for", "async"):
            self.lacks("a comprehension")
        if word != "if":
            return body
        self.takes("if")
        test = self.either()
        self.must("else")
        return IfExp(test, body, self.test())

    def either(self):
        return self.joined("or", Or, self.both)

    def both(self):
        return self.joined("and", And, self.negated)

    def joined(self, word, kind, inner):
        values = [inner()]
        while self.takes(word):
            values.append(inner())
        return values[0] if len(values) == 1 else BoolOp(kind(), values)

    def negated(self):
        if self.takes("not"):
            return UnaryOp(Not(), self.negated())
        return self.compared()

    def compared(self):
        left = self.level(0)
        ops = []
        comparators = []
        while True:
            kind = _COMPARED.get(self.operator())
            word = self.word()
            if kind is not None:
                self.at += len(self.operator())
            elif word == "in":
                self.takes("in")
                kind = In
            elif word == "is":
                self.takes("is")
                kind = IsNot if self.takes("not") else Is
            elif word == "not":
                self.takes("not")
                self.must("in")
                kind = NotIn
            else:
                break
            ops.append(kind())
            comparators.append(self.level(0))
        return Compare(left, ops, comparators) if ops else left

    def level(self, depth):
        if depth == len(_BINARY):
            return self.signed()
        left = self.level(depth + 1)
        while True:
            found = self.operator()
            kind = _BINARY[depth].get(found)
            if kind is None:
                return left
            self.at += len(found)
            left = BinOp(left, kind(), self.level(depth + 1))

    def signed(self):
        found = self.operator()
        if found in _UNARY:
            self.at += 1
            return UnaryOp(_UNARY[found](), self.signed())
        if self.word() == "await":
            self.lacks("await")
        base = self.primary()
        if self.takes("**"):
            return BinOp(base, Pow(), self.signed())
        return base

    def primary(self):
        node = self.atom()
        while True:
            c = self.peek()
            if c == ".":
                self.at += 1
                name = self.word()
                if not name or name in _WORDS:
                    self.fail()
                self.at += len(name)
                node = Attribute(node, name, Load())
            elif c == "(":
                self.enter("(")
                args, keywords = self.arguments()
                self.leave("(")
                node = Call(node, args, keywords)
            elif c == "[":
                self.enter("[")
                node = Subscript(node, self.slices(), Load())
                self.leave("[")
            else:
                return node

    def enter(self, bracket):
        self.at += 1
        self.depth += 1
        self.open.append(bracket)

    def leave(self, bracket):
        if self.peek() != _ENDS[bracket]:
            self.fail()
        self.at += 1
        self.depth -= 1
        self.open.pop()

    def arguments(self):
        args = []
        keywords = []
        while self.begins():
            if self.takes("**"):
                keywords.append(keyword(None, self.test()))
            else:
                start = self.at
                name = self.word()
                self.at += len(name)
                if name and name not in _WORDS and self.operator() == "=":
                    self.at += 1
                    keywords.append(keyword(name, self.test()))
                else:
                    self.at = start
                    if keywords and self.operator() != "*":
                        self.lacks("a positional argument after a keyword")
                    args.append(self.starred())
            if not self.takes(","):
                break
        return args, keywords

    def slices(self):
        elts = [self.slice()]
        if not self.takes(","):
            return elts[0]
        while self.begins() or self.peek() == ":":
            elts.append(self.slice())
            if not self.takes(","):
                break
        return Tuple(elts, Load())

    def slice(self):
        lower = None if self.peek() == ":" else self.starred()
        if not self.takes(":"):
            return lower
        upper = self.starred() if self.begins() and self.peek() != "," else None
        step = None
        if self.takes(":"):
            step = self.starred() if self.begins() and self.peek() != "," else None
        return Slice(lower, upper, step)

    def atom(self):
        c = self.peek()
        if not c:
            self.fail()
        if c == "(":
            self.enter("(")
            if self.peek() == ")":
                node = Tuple([], Load())
            elif self.word() == "yield":
                self.lacks("yield")
            else:
                node = self.several()
                if isinstance(node, Starred):
                    self.lacks("a starred expression of its own")
            self.leave("(")
            return node
        if c == "[":
            self.enter("[")
            elts = self.elements()
            self.leave("[")
            return List(elts, Load())
        if c == "{":
            self.enter("{")
            node = self.braces()
            self.leave("{")
            return node
        if c in "0123456789" or c == "." and self.text[self.at + 1:self.at + 2].isdigit():
            return self.digits()
        if self.text[self.at:self.at + 3] == "...":
            self.at += 3
            return Constant(...)
        if c in "'\"":
            return Constant(self.strings())
        word = self.word()
        if self.text[self.at + len(word):self.at + len(word) + 1] in ("'", '"') and word:
            if word.lower() in ("r", "b", "br", "rb"):
                return Constant(self.strings())
            self.lacks(f"a text that begins with {word}")
        if not word or word in _WORDS and word not in _CONSTANTS:
            self.fail()
        self.at += len(word)
        return Constant(_CONSTANTS[word]) if word in _CONSTANTS else Name(word, Load())

    def digits(self):
        # What is no number at all is told in many words.
        start = self.at
        try:
            value = _Reader(self.text[start:]).number_read()
        except ValueError:
            value = None
        if value is None or self.text[start + value[1]:start + value[1] + 1].isalpha():
            self.lacks("such a number")
        self.at += value[1]
        return Constant(value[0])

    def elements(self):
        elts = []
        while self.begins():
            elts.append(self.starred())
            if not self.takes(","):
                break
        return elts

    def braces(self):
        keys = []
        values = []
        elts = []
        while self.begins():
            if self.takes("**"):
                keys.append(None)
                values.append(self.level(0))
            else:
                first = self.starred()
                if elts or not keys and self.peek() != ":":
                    elts.append(first)
                else:
                    self.must(":")
                    keys.append(first)
                    values.append(self.test())
            if not self.takes(","):
                break
        if elts:
            return Set(elts)
        return Dict(keys, values)


_OPERATORS = "+ - * / // % @ ** << >> & | ^ ~ < > <= >= == != := = , : . ( ) [ ] { } -> ; ! += -= *= /= //= %= @= &= |= ^= >>= <<= **= ...".split()


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None, optimize=-1):
    if type(source) is not str:
        raise NotImplementedError("ast.parse: only texts can be read here")
    if mode == "eval":
        text = source.strip(" \t\n\r\f")
        if source[:1] == " " or source[:1] == "\t":
            raise IndentationError("unexpected indent (<unknown>, line 1)")
        if not text:
            raise SyntaxError("invalid syntax (<unknown>, line 0)")
        return Expression(_Parser(text).whole())
    if mode != "exec":
        raise NotImplementedError(f"ast.parse: the mode {mode!r} is not available here")
    first = source.lstrip("\n")[:1]
    if first and first in " \t":
        raise NotImplementedError("ast.parse: indented lines cannot be read here")
    return Module(_Parser(source).lines(), [])


def literal_eval(node_or_string):
    if type(node_or_string) is str:
        text = node_or_string.lstrip(" \t")
        try:
            return _Reader(text).whole()
        except _Malformed:
            # It may be no Python at all.
            text = text.strip()
            if not text:
                raise SyntaxError("invalid syntax (<unknown>, line 0)") from None
            node = _Parser(text).whole()
    else:
        node = node_or_string.body if isinstance(node_or_string, Expression) else node_or_string
    return _literal(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple([_literal(each) for each in node.elts])
    if isinstance(node, List):
        return [_literal(each) for each in node.elts]
    if isinstance(node, Set):
        return {_literal(each) for each in node.elts}
    if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == "set" and not node.args and not node.keywords:
        return set()
    if isinstance(node, Dict):
        return {_literal(key): _literal(value) for key, value in zip(node.keys, node.values)}
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left = _signed(node.left)
        right = _number(node.right)
        if type(left) in (int, float) and type(right) is complex:
            return left + right if isinstance(node.op, Add) else left - right
    return _signed(node)


def _signed(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        value = _number(node.operand)
        return +value if isinstance(node.op, UAdd) else -value
    return _number(node)


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        if isinstance(node, AST):
            raise ValueError(f"malformed node or string on line 1: <ast.{type(node).__name__} object at {id(node):#x}>")
        raise ValueError(f"malformed node or string: {node!r}")
    return node.value


def iter_fields(node):
    for name in node._fields:
        if hasattr(node, name):
            yield (name, getattr(node, name))


def iter_child_nodes(node):
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, AST):
                    yield item


def walk(node):
    waiting = _deque([node])
    while waiting:
        node = waiting.popleft()
        waiting.extend(iter_child_nodes(node))
        yield node


class NodeVisitor:
    def visit(self, node):
        visitor = getattr(self, "visit_" + type(node).__name__, None)
        if visitor is None:
            return self.generic_visit(node)
        return visitor(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, AST):
                        self.visit(item)
            elif isinstance(value, AST):
                self.visit(value)


class NodeTransformer(NodeVisitor):
    def generic_visit(self, node):
        for name, old in list(iter_fields(node)):
            if isinstance(old, list):
                kept = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            kept.extend(item)
                            continue
                    kept.append(item)
                old[:] = kept
            elif isinstance(old, AST):
                setattr(node, name, self.visit(old))
        return node


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {type(node).__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return _dumped(node, annotate_fields, indent, show_empty, 0)[0]


def _dumped(node, annotate, indent, show_empty, level):
    """The text of a node or a list, and whether it is short."""
    if indent is not None:
        level += 1
        before = "\n" + indent * level
        between = ",\n" + indent * level
    else:
        before = ""
        between = ", "
    if isinstance(node, AST):
        parts = []
        are_short = True
        names = annotate
        for name in node._fields:
            if not hasattr(node, name):
                names = True
                continue
            value = getattr(node, name)
            if not show_empty and (value is None and name in _OPTIONAL or value == [] and isinstance(value, list)):
                names = True
                continue
            text, is_short = _dumped(value, annotate, indent, show_empty, level)
            are_short = are_short and is_short
            parts.append(f"{name}={text}" if names else text)
        head = type(node).__name__
        if are_short and len(parts) <= 3:
            return f"{head}({', '.join(parts)})", not parts
        return f"{head}({before}{between.join(parts)})", False
    if isinstance(node, list):
        if not node:
            return "[]", True
        parts = [_dumped(item, annotate, indent, show_empty, level)[0] for item in node]
        return f"[{before}{between.join(parts)}]", False
    return repr(node), True
