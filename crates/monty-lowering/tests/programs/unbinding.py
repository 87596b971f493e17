x = 5
del x
try:
    print(x)
except NameError as e:
    print(type(e).__name__, e)
x = 6
print(x)
for i in range(3):
    y = i
    if i == 1:
        del y
    try:
        print("y", y)
    except NameError as e:
        print(e)


def local():
    z = 1
    del z
    try:
        return z
    except UnboundLocalError as e:
        return str(e)


def shared():
    z = 1

    def read():
        return z
    del z
    try:
        return read()
    except NameError as e:
        return str(e)


def top():
    return x


print(local(), shared(), top())
del x
try:
    top()
except NameError as e:
    print(e)
a, b = 1, 2
del a, (b)
try:
    print(a)
except NameError as e:
    print(e)
b = 3
print(b)


def returns():
    try:
        yield 1
        yield 2
    finally:
        print("let go")


it = returns()
print(next(it))
it = returns()
print(next(it), list(it))
it = returns()
next(it)
del it
print("end")
