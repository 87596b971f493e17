"""`sys.stdout` and `sys.stderr` as values, and others in their place."""
import contextlib
import csv
import io
import json
import logging
import pprint
import sys


class Tee:
    def __init__(self, *streams):
        self.streams = streams

    def write(self, text):
        for stream in self.streams:
            stream.write(text)

    def flush(self):
        pass


def emit(out=sys.stdout):
    print("printed", file=out)
    return out.write("written\n")


print(emit(), emit(sys.stdout))
json.dump({"a": [1, None]}, sys.stdout, indent=1)
sys.stdout.write("\n")
csv.writer(sys.stdout, lineterminator="\n").writerow([1, "a,b"])
pprint.pprint({"b": 1}, stream=sys.stdout)
sys.stdout.writelines(["x\n", "y\n"])
sys.stdout.reconfigure(encoding="utf-8")
print(sys.stdout.encoding, sys.stdout.errors)
sys.stdout.reconfigure(encoding="utf8", errors="replace", newline="\n", line_buffering=True)
sys.stdout.flush()
print(sys.stdout.encoding, sys.stdout.errors, sys.stdout.line_buffering)
print(sys.stdout.encoding, sys.stdout.name, sys.stderr.name, sys.stdout.isatty(), sys.stdout is sys.__stdout__)
try:
    sys.stdout.write(1)
except TypeError as error:
    print(error)

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
log = logging.getLogger("streams")
log.addHandler(handler)
log.warning("logged")

kept = io.StringIO()
before = sys.stdout
sys.stdout = Tee(before, kept)
print("both")
sys.stdout.write("also both\n")
sys.stdout = before
print(repr(kept.getvalue()))

only = io.StringIO()
sys.stdout = only
try:
    print("only there", 1, sep="-")
    print("this too", file=sys.stdout)
    print("here", file=before)
    with contextlib.redirect_stdout(kept):
        sys.stdout.write("inner\n")
    print("there again")
finally:
    sys.stdout = sys.__stdout__
print(repr(only.getvalue()), kept.getvalue().splitlines()[-1])

errors = io.StringIO()
with contextlib.redirect_stderr(errors):
    print("wrong", file=sys.stderr)
    sys.stderr.write("worse\n")
print(repr(errors.getvalue()))
