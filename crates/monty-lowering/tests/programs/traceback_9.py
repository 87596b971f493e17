def a():
    assert 1 == 2, 5
class E(Exception): pass
def b():
    try:
        a()
    except AssertionError as e:
        raise E("wrapped") from e
b()
