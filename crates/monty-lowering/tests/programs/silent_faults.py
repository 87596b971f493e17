import re
from datetime import datetime
try:
    print(datetime.strptime('01-01-20', '%Y-%m-%d'))
except ValueError as e:
    print('VE', e)
print(datetime.strptime('2024-03-05', '%Y-%m-%d'), datetime.strptime('05/03/2024 10:30', '%d/%m/%Y %H:%M'))
d = {1: "a"}; dd = d
print(d)
print(re.findall(r'x*', 'xa'), re.findall(r'(.*?)(?:\[.*?\]|$)', 'a [b]'))
print(re.sub('x*', '-', 'abxd'), re.split(r'(a)?b?', 'xaby'))
print(re.findall(r'\bfoo$', 'foo\n'), bool(re.search(r'a$', 'a\n')), bool(re.search(r'a\Z', 'a\n')))
def f():
    total = 0
    for i in range(3):
        total += i
    return total
print(f(), round(0.5), round(1.5), round(-2.5), round(1e20, 2), round(5.015, 2), round(0.1 + 0.2, 1))
try:
    raise SystemExit(3)
except SystemExit as e:
    print(e.code)
try:
    raise OSError(2, 'No such file')
except OSError as e:
    print(e.errno, e.strerror, e)
x = [1, 2, 3]
x += (4, 5)
print(x)
def g(*, a): return a
try: g(b=1)
except TypeError as e: print('TE')
print(len([1]), max([1, 2]), sorted({3, 1}), (1).__class__ is int, 'a'.__class__.__name__)
class A: pass
print(A.__name__, A().__class__.__name__, type(A()).__name__, A.__doc__, f.__name__)
s = 'abc'
up = s.upper
print(up(), [m() for m in (s.upper, s.title)])
print(list(map(str.strip, [' a ', 'b '])), sorted(['b', 'A'], key=str.casefold))
words = {'a': 3, 'b': 1}
print(max(words, key=words.get), list(map(words.get, 'ab')))
def deco(fn):
    def w(*a): return fn(*a) + 1
    return w
@deco
def h(x): return x
print(h(1))
lst = [3, 1, 2]
lst2 = lst
lst2 += [9]
print(lst is lst2, lst)
print([i for i in range(5) if i % 2], {k: v for k, v in zip('ab', [1, 2])}, {i for i in 'aa'})
print('%s %d' % ('a', 5), '{:>5}'.format('x'), f'{3.14159:.2f}', f"{'a':^5}", f'{1000:,}')
try:
    assert False
except AssertionError as e:
    print(repr(e), str(e) == '')
try:
    assert 0, 'msg'
except AssertionError as e:
    print(e)
try:
    assert 0, (1, 2)
except AssertionError as e:
    print(e, e.args)
