# What is told of ends and of errors of the system, also where exceptions have causes.
import sys

for status in (2, "bye", 0):
    try:
        sys.exit(status)
    except SystemExit as error:
        print(error.code, error.args)

try:
    try:
        raise OSError(2, "No such file", "x.txt")
    except OSError as error:
        print(error.errno, error.strerror, error.filename)
        raise RuntimeError("failed") from error
except RuntimeError as error:
    print(error.__cause__.errno, error.__cause__)
