import json
class ValidationError(ValueError):
    def __init__(self, field, msg):
        self.field = field
        self.msg = msg
        super().__init__(f'{field}: {msg}')
class Retry(Exception):
    pass
def retry(n):
    def deco(fn):
        def w(*a, **k):
            last = None
            for i in range(n):
                try:
                    return fn(*a, **k)
                except Retry as e:
                    last = e
                    print('retry', i, e)
            raise RuntimeError(f'failed after {n}') from last
        return w
    return deco
state = {'n': 0}
@retry(3)
def flaky(k):
    state['n'] += 1
    if state['n'] < k: raise Retry(f"try {state['n']}")
    return 'ok'
print(flaky(3))
state['n'] = 0
try:
    flaky(10)
except RuntimeError as e:
    print(e, '|', e.__cause__, type(e.__cause__).__name__)
def val(d):
    errs = []
    for k in ('a', 'b'):
        try:
            if k not in d: raise ValidationError(k, 'missing')
            if not isinstance(d[k], int): raise TypeError(f'{k} bad')
        except (ValidationError, TypeError) as e:
            errs.append(str(e))
    if errs: raise ValueError(errs)
    return True
for d in ({'a': 1, 'b': 2}, {'a': 'x'}, {}):
    try: print(val(d))
    except ValueError as e: print('errors', e.args[0], e)
try:
    json.loads('{bad')
except json.JSONDecodeError as e:
    print('json')
except ValueError:
    print('ve')
try:
    raise ValidationError('f', 'm')
except ValueError as e:
    print(type(e).__name__, e.field, isinstance(e, ValidationError), isinstance(e, ValueError), isinstance(e, KeyError))
class Base(Exception):
    default = 'base msg'
    def __init__(self, msg=None, *, code=0):
        super().__init__(msg or self.default)
        self.code = code
    @property
    def info(self): return f'[{self.code}] {self}'
class Sub(Base):
    default = 'sub msg'
for c in (Base, Sub):
    try: raise c(code=3)
    except Base as e: print(e.info, repr(e), e.args)
def gen():
    try:
        yield 1
        raise Sub('in gen')
    except Base as e:
        yield f'handled {e}'
    finally:
        yield 'fin'
print(list(gen()))
class Stop(Exception): pass
def search(t):
    try:
        for i in t:
            if i == 3: raise Stop(i)
    except Stop as s:
        return s.args[0]
    else:
        return None
print(search([1,2,3]), search([1]))
try:
    try:
        raise Sub('a')
    finally:
        print('cleanup')
except Base:
    print('base')
e1 = Sub('x')
print(e1 == e1, e1 != Sub('x'), str(e1), bool(e1), {e1: 1}[e1])
try:
    raise Exception
except Exception as e:
    print(repr(e), e.args, str(e) == '')
try:
    raise Base('b') from None
except Base as e:
    print(e.__cause__, e.__suppress_context__)
def deep(n):
    if n == 0: raise Sub('deep', code=9)
    deep(n - 1)
try: deep(5)
except Exception as e: print(type(e), e.code) if False else print(type(e).__name__, e.code)
try:
    [][1]
except (IndexError, Base) as e:
    print(type(e).__name__, e)
try:
    {}['k']
except LookupError as e:
    print(type(e) is KeyError, e)
errors = []
for bad in ('1', 'x', None):
    try: int(bad)
    except (ValueError, TypeError) as e: errors.append(type(e))
print([t.__name__ for t in errors], errors[0] is ValueError, errors.count(ValueError))
