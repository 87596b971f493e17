import logging, queue, graphlib, fnmatch, hmac, hashlib, zlib, difflib, fractions, io, contextlib, functools, abc, enum, base64
from collections import OrderedDict, ChainMap
import sys
buf = io.StringIO()
logging.basicConfig(level=logging.INFO, stream=buf, format="%(levelname)s %(name)s: %(message)s")
log = logging.getLogger("app.db")
log.info("hello %s", "x"); log.debug("no"); logging.warning("careful %d", 3); log.setLevel("ERROR"); log.info("no")
print(buf.getvalue(), end="")
q = queue.PriorityQueue(); q.put((2, "b")); q.put((1, "a")); print(q.get(), q.qsize(), q.empty())
try:
    queue.Queue().get_nowait()
except queue.Empty as e:
    print("empty", type(e).__name__)
ts = graphlib.TopologicalSorter({"D": {"B", }, "B": {"A"}, "C": {"A"}})
print(list(ts.static_order()))
try:
    graphlib.TopologicalSorter({1: [2], 2: [1]}).prepare()
except graphlib.CycleError as e:
    print(e.args)
print(fnmatch.filter(["a.py", "b.txt", "c.py"], "*.py"), fnmatch.fnmatch("x1", "x[0-9]"), fnmatch.fnmatch("x", "[!x]"))
print(hmac.new(b"k", b"msg", hashlib.sha256).hexdigest(), hmac.new(b"k" * 100, b"m", "sha512").hexdigest()[:20])
print(zlib.crc32(b"hello"), zlib.adler32(b"hello"), zlib.decompress(base64.b64decode("eJzLSM3JyVcozy/KSQEAGgsEXQ==")))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio())
print("".join(difflib.unified_diff(["a\n", "b\n"], ["a\n", "c\n"], "x", "y")))
F = fractions.Fraction
print(F(1, 3) + F(1, 6), sum([F(1, 2), F(1, 3)]), F("0.125"), sorted([F(1, 2), F(1, 3)]), round(F(7, 2)), F(1, 2) == 0.5, hash(F(2)) == hash(2), 1 / F(3))
with io.StringIO("l1\nl2\n") as f:
    print([line for line in f], f.read())
b = io.BytesIO(); b.write(b"ab"); b.seek(0); print(b.read(1), b.getvalue())
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
od = OrderedDict(a=1); od["b"] = 2; od.move_to_end("a"); print(od, list(od), dict(od), isinstance(od, OrderedDict))
def module_name(m):
    return getattr(m, "dumps")([1])
import json
print(module_name(json), json.dumps({"x": {1}}, default=list))
from urllib.parse import urlparse, urlencode
print(urlparse("http://u:p@h:80/a;b?c=1#d"), urlencode({"a": "x y"}))
import statistics as st
try:
    st.mean([])
except st.StatisticsError as e:
    print(e, isinstance(e, ValueError))
import string
print(string.Template("$a is ${b}").substitute(a=1, b=2), string.capwords("the end"))
import traceback
try:
    1 / 0
except ZeroDivisionError:
    print(traceback.format_exc().splitlines()[-1])
import uuid
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), len(str(uuid.uuid4())), uuid.UUID(int=5) < uuid.UUID(int=6))
import calendar
print(calendar.month(2024, 2), calendar.monthrange(2023, 2), calendar.timegm((2024, 1, 1, 0, 0, 0)))
import textwrap
print(textwrap.fill("the quick brown fox", 10), textwrap.dedent("  a\n  b"))
import shlex
print(shlex.split("a 'b c' d\\ e"), shlex.quote("it's"))
import struct
print(struct.pack("<IhB", 1, -2, 3), struct.unpack(">d", struct.pack(">d", 1.5)))
import html
print(html.escape("<a href='x'>"), html.unescape("&lt;&eacute;&#39;&amp;"))
import xml.etree.ElementTree as ET
root = ET.fromstring("<r><a x='1'>t</a><a x='2'/></r>"); print([e.get("x") for e in root.findall("a")], ET.tostring(root))
import pprint
pprint.pprint({"a": list(range(40)), "b": "x"})
import operator
print(sorted([{"n": 2}, {"n": 1}], key=operator.itemgetter("n")), operator.attrgetter("numerator")(F(3, 4)), operator.abs(-3))
import heapq
h = []; heapq.heappush(h, 3); heapq.heappush(h, 1); print(heapq.heappop(h), list(heapq.merge([1, 4], [2, 3])))
