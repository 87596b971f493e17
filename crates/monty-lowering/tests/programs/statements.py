import re
print(re.sub(r'([a-z0-9])([A-Z])', r'\1_\2', 'camelCaseString'))
print(re.sub(r'(\d+)', r'\1px', '12 7'), repr(re.sub(',', r'\n', 'a,b')))
print(re.sub(r'(\w+) (\w+)', r'\2 \g<1>!', 'hello world'), re.sub('a', lambda m: m.group().upper(), 'banana'))
try:
    re.sub('a', r'\1', 'xax')
except re.error as e:
    print('err', e)
print(re.subn('x', 'y', 'xxz'))
p = re.compile(r'(?P<a>\d)')
print(p.sub(r'<\g<a>>', 'a1b2'), p.subn('', 'a1b2'))
print(round(2.675, 2), round(1.15, 1), round(5.245, 2), round(2.5), round(-1.5), round(1234, -2), round(3.14159, 3), round(10, 2))
d = {'a': 1, 'b': 2, 'c': 3}
del d['a']
print(d)
l = [1, 2, 3, 4, 5]
del l[0]; print(l)
del l[1:3]; print(l)
del l[-1], l[0]; print(l)
try:
    del d['zz']
except KeyError as e:
    print('KE', e)
x = 5
del x
m = map(str, [1, 2])
print(list(m), list(m))
z = zip([1,2],[3,4]); print(next(z), list(z))
en = enumerate('ab'); print(next(en))
f = filter(None, [0, 1, 2]); print(list(f), list(f))
def log(x):
    print('log', x); return x
mm = map(log, [1, 2])
print('before'); print(next(mm))
print(any(log(x) for x in [0, 1, 2]))
r = reversed([1,2,3]); print(next(r), list(r))
words = ['b', 'A', 'c']
print(sorted(words, key=str.lower), list(map(str.upper, words)))
dd = {'x': 3, 'y': 1}
print(min(dd, key=dd.get), sorted(dd, key=dd.get))
app = words.append
app('z'); print(words)
print((10).bit_length(), (2.0).is_integer(), 'abc'.translate(str.maketrans('ab', 'xy')), (0.5).as_integer_ratio())
s = {1, 2, 3}; s.intersection_update({2, 3}); print(s)
def counter():
    counter.n += 1
    return counter.n
counter.n = 0
counter(); print(counter(), counter.n, counter.__name__)
import functools
def deco(fn):
    @functools.wraps(fn)
    def w(*a, **k):
        w.calls += 1
        return fn(*a, **k)
    w.calls = 0
    return w
@deco
def hello(): 
    "doc"
    return 'hi'
print(hello(), hello.calls, hello.__name__)
try:
    assert 1 > 2, f'x={1}'
except AssertionError as e:
    print('AE', e)
try:
    int('x')
except (ValueError, TypeError) as e:
    print(type(e) is ValueError, type(e) == TypeError, type(e) in (ValueError,), {ValueError: 1}.get(type(e)))
print(callable(print), callable(5), callable(hello))
from contextlib import contextmanager, suppress
@contextmanager
def tag(n):
    print('<', n)
    try:
        yield n
    finally:
        print('>', n)
with tag('a') as t:
    print(t)
with suppress(KeyError):
    {}['x']
print('ok')
try:
    with tag('b'):
        raise ValueError('in')
except ValueError as e:
    print('out', e)
for i, w in enumerate(['p', 'q']):
    print(i, w)
nums = [1,2,3]
for i, n in enumerate(nums):
    if n == 1: nums.append(9)
    print(i, n)
