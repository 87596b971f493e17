# `timeit`, `repeat` and `Timer` of functions, and `default_timer`; statements given as text are refused.
from time import perf_counter

default_timer = perf_counter
default_number = 1000000
default_repeat = 5


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=perf_counter, globals=None):
        for code in (stmt, setup):
            if type(code) is str and code != "pass":
                raise NotImplementedError("timeit: a statement given as text cannot be run here: give a function")
        self._stmt = None if type(stmt) is str else stmt
        self._setup = None if type(setup) is str else setup
        self._timer = timer

    def timeit(self, number=1000000):
        if self._setup is not None:
            self._setup()
        stmt = self._stmt
        start = self._timer()
        for i in range(number):
            if stmt is not None:
                stmt()
        return self._timer() - start

    def repeat(self, repeat=5, number=1000000):
        return [self.timeit(number) for i in range(repeat)]

    def autorange(self, callback=None):
        scale = 1
        while True:
            for part in (1, 2, 5):
                number = scale * part
                taken = self.timeit(number)
                if callback is not None:
                    callback(number, taken)
                if taken >= 0.2:
                    return (number, taken)
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=perf_counter, number=1000000, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=perf_counter, repeat=5, number=1000000, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
