"""Writes a program of calls to a module, from the expressions that the module's generator gives."""

import sys

# The generators have the names of modules, which must not take their place.
HERE = sys.path.pop(0)

import importlib.util
import pathlib
import random

HEAD = """
def show(number, call):
    try:
        print(number, repr(call()))
    except (TypeError, ZeroDivisionError) as error:
        # The machine has words of its own for these.
        print(number, type(error).__name__)
    except Exception as error:
        print(number, type(error).__name__, error)
"""


def main():
    name, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    path = pathlib.Path(HERE) / f"{name}.py"
    spec = importlib.util.spec_from_file_location("generator", path)
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    choose = random.Random(seed)
    print(generator.IMPORTS)
    print(HEAD)
    for number in range(count):
        print(f"show({number}, lambda: {generator.expression(choose)})")


main()
