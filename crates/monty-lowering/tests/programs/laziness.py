def src():
    for i in range(5):
        print('src', i)
        yield i
for i, v in enumerate(src()):
    if i == 2: break
    print('got', i, v)
print(list(zip(src(), 'ab')))
m = map(lambda x: x * 2, src())
print(next(m), next(m))
print(all(x < 2 for x in src()))
g = (x + 1 for x in src() if x % 2)
print(next(g)); print(list(g)); print(list(g))
def take(n, it):
    out = []
    for x in it:
        if len(out) == n: break
        out.append(x)
    return out
print(take(2, (x for x in src())))
def chunks(xs, n):
    for i in range(0, len(xs), n):
        yield xs[i:i + n]
print(list(chunks([1,2,3,4,5], 2)))
def pipeline(lines):
    stripped = (l.strip() for l in lines)
    nonempty = (l for l in stripped if l)
    return [l.upper() for l in nonempty]
print(pipeline([' a ', '', 'b']))
gen = (i for i in [1, 2, 3])
print(2 in gen, list(gen))
a, *b = (i * i for i in range(4))
print(a, b)
print(dict((k, v) for k, v in [('a', 1)]), set(x % 2 for x in range(5)), ','.join(str(x) for x in range(3)), tuple(x for x in 'ab'))
print(sorted((len(w), w) for w in ['bb', 'a']), max((x for x in [1, 5, 2]), default=0), min((x for x in []), default='none'))
def f(n):
    return (n * i for i in range(3))
print(list(f(2)), sum(f(3)))
rows = [[1, 2], [3, 4]]
print([sum(c) for c in zip(*rows)], list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(map(list, zip(*rows))))
print(next((r for r in rows if r[0] == 9), 'no'))
it = iter([1, 2, 3])
print([x for x in it if x > 1], list(it))
print(type(x for x in []).__name__, type(map(str, [])).__name__ , type(zip()).__name__)
def window(seq, n=2):
    it = iter(seq)
    from collections import deque
    d = deque((next(it, None) for _ in range(n)), maxlen=n)
    yield tuple(d)
    for e in it:
        d.append(e)
        yield tuple(d)
print(list(window('abcd', 2)))
def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found):
            found.append(n)
            yield n
        n += 1
p = primes()
print([next(p) for _ in range(8)])
def flatten(x):
    for i in x:
        if isinstance(i, list): yield from flatten(i)
        else: yield i
print(list(flatten([1, [2, [3, [4]], 5]])))
def perms(xs):
    if len(xs) <= 1:
        yield xs
        return
    for i, x in enumerate(xs):
        for p in perms(xs[:i] + xs[i+1:]):
            yield [x] + p
print(list(perms([1,2,3])))
def avg():
    total = count = 0
    value = None
    while True:
        x = yield value
        total += x; count += 1
        value = total / count
co = avg(); next(co)
print(co.send(10), co.send(20))
