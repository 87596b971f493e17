# `ast`: expressions as trees, and what is no expression.
import ast
import operator

OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
    ast.Mod: operator.mod, ast.FloorDiv: operator.floordiv, ast.USub: operator.neg, ast.UAdd: operator.pos,
}


def evaluate(text):
    def visit(node):
        if isinstance(node, ast.Expression):
            return visit(node.body)
        if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
            return node.value
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](visit(node.left), visit(node.right))
        if isinstance(node, ast.UnaryOp):
            return OPERATORS[type(node.op)](visit(node.operand))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("max", "min"):
            return {"max": max, "min": min}[node.func.id](*[visit(arg) for arg in node.args])
        raise ValueError(f"{type(node).__name__} is not allowed")

    return visit(ast.parse(text, mode="eval"))


for text in ("1 + 2 * 3", "(1 + 2) * 3", "-2 ** 2", "2 ** -1", "7 // 2 % 2", "max(1, 2.5, -3)", "1e3 - 0x10", "name + 1", "[1]",
             "2 +", "2 + * 3", "(1 + 2", "1 + 2)", "", "a b", "import os"):
    try:
        print(text, "=", evaluate(text))
    except (ValueError, SyntaxError) as error:
        print(text, "|", type(error).__name__, error)

for text in ("a.b[1:2, ::3](x, *y, k=1, **z)", "not a or b and c < d != e", "{1: 'x', **rest}", "{1, 2}", "x if y else [z, ()]", "a is not b not in c"):
    print(ast.dump(ast.parse(text, mode="eval")))
print(ast.dump(ast.parse("f(1)\nx"), indent=2))


class Names(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Name(self, node):
        self.found.append(node.id)
        self.generic_visit(node)

    def visit_Call(self, node):
        self.found.append("call")
        self.generic_visit(node)


names = Names()
names.visit(ast.parse("f(a, b + g(c))[d]", mode="eval"))
print(names.found)
print(sorted({node.id for node in ast.walk(ast.parse("x + y * x", mode="eval")) if isinstance(node, ast.Name)}))


class Doubled(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.Constant(node.value * 2)


print(ast.dump(Doubled().visit(ast.parse("1 + f(2)", mode="eval"))))
print(ast.dump(ast.BinOp(ast.Name("x"), ast.Add(), ast.Constant(1))))
for text in ("[1, (2, None), {'a': b'x'}, -3.5, {1, 2}]", "1 + 2j", "f()", "1 +", "- +1", "x", "{'a': [True, False]}", "('a' 'b')"):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(text, "|", type(error).__name__, str(error).split(" <")[0])
