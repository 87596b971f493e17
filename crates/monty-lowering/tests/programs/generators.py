def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
print(list(count(3)), sum(count(4)))
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice
print(list(islice(fib(), 10)))
g = count(2)
print(next(g), next(g), next(g, 'end'))
try:
    next(g)
except StopIteration:
    print('stop')
def echo():
    got = []
    while True:
        x = yield len(got)
        if x is None:
            return got
        got.append(x)
e = echo()
print(next(e), e.send('a'), e.send('b'))
try:
    e.send(None)
except StopIteration as s:
    print('value', s.value)
def inner():
    x = yield 1
    print('inner got', x)
    yield 2
    return 'done'
def outer():
    r = yield from inner()
    print('r', r)
    yield 3
o = outer()
print(next(o), o.send('hi'), next(o))
print(list(outer()))
def cleanup():
    try:
        print('start')
        yield 1
        yield 2
    except ValueError as e:
        print('caught', e)
        yield 'recovered'
    finally:
        print('cleanup')
c = cleanup()
print(next(c))
print(c.throw(ValueError('bad')))
print(list(c))
c = cleanup()
next(c)
c.close()
c.close()
print('closed')
c = cleanup()
try:
    for x in c:
        if x == 2:
            raise KeyError('k')
except KeyError as e:
    print('out', e)
c.close()
def nested(n):
    for i in range(n):
        for j in range(i):
            if j == 2:
                break
            if i == 3 and j == 0:
                continue
            yield (i, j)
        else:
            yield ('else', i)
print(list(nested(5)))
def tree(t):
    if t is None:
        return
    l, v, r = t
    yield from tree(l)
    yield v
    yield from tree(r)
print(list(tree(((None, 1, None), 2, (None, 3, (None, 4, None))))))
def withs():
    class M:
        def __init__(self, n): self.n = n
        def __enter__(self):
            print('enter', self.n); return self.n
        def __exit__(self, t, v, tb):
            print('exit', self.n, t is not None)
            return self.n == 2
    with M(1) as a, M(2) as b:
        yield a + b
        yield 'again'
        raise ValueError('swallowed by 2')
    yield 'after'
    with M(3) as z:
        return z
print(list(withs()))
def gen_raise():
    yield 1
    raise StopIteration
try:
    print(list(gen_raise()))
except RuntimeError as e:
    print('RT', e)
def loopfin():
    for i in range(3):
        try:
            if i == 1:
                continue
            yield i
            if i == 2:
                break
        finally:
            print('fin', i)
    yield 'end'
print(list(loopfin()))
def cond(x):
    if x > 2:
        yield 'big'
    elif x > 1:
        yield 'mid'
    else:
        y = yield 'small'
    yield x
print(list(cond(1)), list(cond(2)), list(cond(3)))
def acc():
    total = 0
    while True:
        v = yield total
        if v is None: break
        total += v
a = acc(); next(a)
print(a.send(5), a.send(6))
print(type(a).__name__)
def m(x):
    match x:
        case [a, b]:
            yield a
            yield b
        case {'k': v}:
            yield v
        case _:
            yield None
print(list(m([1,2])), list(m({'k': 3})), list(m(0)))
def early():
    try:
        yield 1
        return
    finally:
        print('early fin')
for x in early():
    print(x)
def use_default(a, *rest, k=5, **kw):
    yield a
    yield rest
    yield k
    yield kw
print(list(use_default(1, 2, 3, k=4, z=5)))
def closure(n):
    def add(x):
        return x + n
    for i in range(n):
        yield add(i), [j * n for j in range(i)], (lambda: i)()
print(list(closure(3)))
x = (y * y for y in range(4))
print(list(x), list(x))
print(next((n for n in range(10) if n > 5), None))
print(any(n > 2 for n in [1, 2, 3]), all(n for n in [1, 0]))
pairs = ((a, b) for a in range(3) for b in range(a))
print(list(pairs))
print(sum(w for w in (z for z in [1,2,3])))
