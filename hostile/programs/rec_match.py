def f(x):
    match x:
        case y if f(y): pass
f(1)
