from dataclasses import dataclass
from typing import Union
@dataclass
class Num: value: float
@dataclass
class Var: name: str
@dataclass
class BinOp:
    op: str
    left: 'Expr'
    right: 'Expr'
Expr = Union[Num, Var, BinOp]
def simplify(e: Expr) -> Expr:
    match e:
        case BinOp('+', Num(0), r) | BinOp('+', r, Num(0)):
            return simplify(r)
        case BinOp('*', Num(0), _) | BinOp('*', _, Num(0)):
            return Num(0)
        case BinOp('*', Num(1), r) | BinOp('*', r, Num(1)):
            return simplify(r)
        case BinOp(op, Num(a), Num(b)) if op in '+*':
            return Num(a + b if op == '+' else a * b)
        case BinOp(op=op, left=l, right=r):
            return BinOp(op, simplify(l), simplify(r))
        case _:
            return e
def show(e):
    match e:
        case Num(v): return f'{v:g}'
        case Var(n): return n
        case BinOp(o, l, r): return f'({show(l)} {o} {show(r)})'
print(show(simplify(BinOp('+', BinOp('*', Num(1), Var('x')), BinOp('+', Num(2), Num(3))))))
for f in vars(Num(1)).items(): print(f)
def setit(o, n, v): setattr(o, n, v); return o
print(setit(Num(1), 'value', 5), getattr(Num(2), 'value'), getattr(Num(2), 'nope', None))
