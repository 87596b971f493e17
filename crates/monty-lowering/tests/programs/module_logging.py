# Loggers whose records go to stdout.
import io
import logging
import sys

handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("{levelname}:{name}:{message}", style="{"))
log = logging.getLogger("app.part")
log.addHandler(handler)
log.setLevel("DEBUG")
log.propagate = False
log.debug("d")
log.error("e %d", 5, extra={"k": 1})
log.log(25, "level")
log.warning("%(a)s and %(b)r", {"a": 1, "b": "x"})


class Skipping(logging.Filter):
    def filter(self, record):
        return "skip" not in record.getMessage()


log.addFilter(Skipping())
log.info("skip me")
log.info("keep")


class Telling(logging.Handler):
    def emit(self, record):
        print("told", record.levelname, record.name, record.getMessage(), record.args)


log.addHandler(Telling())
log.warning("z %s", "q")
handler.setLevel(logging.ERROR)
log.warning("one only")

stream = io.StringIO()
other = logging.getLogger("other")
other.propagate = False
plain = logging.StreamHandler(stream)
plain.setFormatter(logging.Formatter("%(levelname)-8s|%(message)s|%(user)s"))
other.addHandler(plain)
logging.LoggerAdapter(other, {"user": "ann"}).error("adapted")
print(repr(stream.getvalue()))

try:
    {}["k"]
except KeyError as error:
    stream.truncate(0)
    stream.seek(0)
    plain.setFormatter(logging.Formatter("%(message)s"))
    other.exception("failed: %s", error)
    lines = stream.getvalue().splitlines()
    print(lines[0], lines[1], lines[-1])

try:
    1 / 0
except ZeroDivisionError:
    other.error("again", exc_info=True)
    print(stream.getvalue().splitlines()[-1])
print(log, log.getEffectiveLevel(), logging.getLevelName(30), log.isEnabledFor(10), other.hasHandlers())
try:
    logging.Formatter("x", style="?")
except ValueError as error:
    print(error)
try:
    log.setLevel("LOUD")
except ValueError as error:
    print(error)


class Marks(logging.Filter):
    def filter(self, record):
        record.mark = f"<{record.levelno}>"
        return record.name != "marked.not"


marked = logging.StreamHandler(sys.stdout)
marked.setFormatter(logging.Formatter("%(mark)s %(levelname)-7s %(message)s"))
marked.addFilter(Marks())
for name in ("marked", "marked.not"):
    log = logging.getLogger(name)
    log.addHandler(marked)
    log.propagate = False
    log.warning("from %s", name)
