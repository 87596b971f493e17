# What `__exit__` is told of an exception of the program's own.
class Problem(Exception):
    def __init__(self, code):
        super().__init__(f"problem {code}")
        self.code = code


class Worse(Problem):
    pass


class Watch:
    def __init__(self, *kinds):
        self.kinds = kinds

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is None:
            print("nothing")
            return False
        print(kind.__name__, error, kind is type(error), issubclass(kind, self.kinds), getattr(error, "code", None))
        return issubclass(kind, self.kinds)


class Rest(Watch):
    def __exit__(self, *told):
        print(len(told), told[0] and told[0].__name__, isinstance(told, tuple))
        return super().__exit__(*told)


for make in (lambda: Problem(1), lambda: Worse(2), lambda: ValueError("v"), lambda: KeyError("k")):
    for watch in (Watch(Problem), Rest(Problem, LookupError), Watch(ValueError)):
        try:
            with watch:
                raise make()
            print("gone on")
        except Exception as error:
            print("out", type(error).__name__, error)
with Watch():
    pass
with Rest():
    pass


class Keyed(dict):
    def __missing__(self, key):
        if isinstance(key, str):
            raise KeyError(key)
        return self[str(key)]


try:
    Keyed()[1]
except Exception as error:
    print(type(error).__name__, error)
