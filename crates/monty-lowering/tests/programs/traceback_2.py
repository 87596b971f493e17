def gen(n):
    for i in range(n):
        try:
            yield i
        finally:
            x = 1
        if i == 1:
            raise ValueError("in gen")

class My(Exception):
    pass

def inner():
    raise My("x",
             2)

def run():
    try:
        return list(gen(3))
    except My as e:
        print(e)

def deep(k):
    if k:
        return deep(k - 1)
    inner()

try:
    run()
except ValueError as e:
    print(e)
deep(2)
