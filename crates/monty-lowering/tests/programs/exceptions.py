class AppError(Exception):
    pass
class NotFound(AppError):
    def __init__(self, key, code=404):
        super().__init__(f'{key} not found')
        self.key = key
        self.code = code
class Bad(AppError, ValueError):
    def __str__(self): return 'bad: ' + ', '.join(map(str, self.args))
def f(x):
    if x == 1: raise NotFound('k')
    if x == 2: raise Bad('a', 2)
    if x == 3: raise AppError
    if x == 4: raise AppError('one', 'two')
    if x == 5: return {}['z']
    if x == 6: return int('q')
    if x == 7: raise KeyError(5)
    return x
for i in range(9):
    try:
        print(f(i))
    except NotFound as e:
        print('NF', e, e.key, e.code, e.args, repr(e))
    except ValueError as e:
        print('VE', type(e).__name__, e, isinstance(e, AppError), e.args)
    except AppError as e:
        print('App', repr(e), str(e), e.args)
    except KeyError as e:
        print('KE', e, repr(e), e.args)
    else:
        print('else')
    finally:
        print('fin', i)
try:
    try:
        raise ValueError('inner')
    except ValueError as e:
        raise AppError('outer') from e
except AppError as e:
    print(repr(e.__cause__), e.__cause__ is not None, e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise NotFound('ctx')
except Exception as e:
    print(type(e).__name__, repr(e.__context__), e.__cause__)
try:
    try:
        raise NotFound('r')
    except AppError as e:
        e.code = 500
        raise
except NotFound as e:
    print(e.code)
try:
    raise ConnectionError('down')
except OSError as e:
    print(type(e).__name__, e)
try:
    raise ConnectionResetError('x')
except ConnectionError as e:
    print(isinstance(e, OSError), repr(e))
e = ValueError('a', 1)
print(e.args, str(e), repr(e))
try:
    raise ValueError({'a': 1})
except ValueError as e:
    print(e.args[0]['a'], type(e) is ValueError, type(e).__name__)
for exc in (ValueError('v'), KeyError('k'), NotFound('n')):
    try:
        raise exc
    except (KeyError, NotFound) as err:
        print('a', type(err).__name__, err is exc)
    except Exception as err:
        print('b', type(err) == ValueError)
e = AppError('note me')
e.add_note('n1')
print(e.__notes__)
class WithCtx(Exception):
    def __init__(self, msg, **ctx):
        super().__init__(msg)
        self.ctx = ctx
    def __str__(self):
        return super().__str__() + str(self.ctx)
try:
    raise WithCtx('m', a=1)
except WithCtx as e:
    print(e)
def g():
    raise NotFound('final')
g()
