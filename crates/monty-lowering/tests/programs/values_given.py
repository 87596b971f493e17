"""Members of enumerations that are texts or numbers too, and objects of derived classes, where the library takes texts."""
import csv
import io
import json
import os.path
import random
import re
import textwrap
from decimal import Decimal
from enum import Enum, IntEnum
from urllib.parse import quote, urlencode


class Region(str, Enum):
    EU = "eu-1"
    US = "us-1"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Rate(float, Enum):
    HALF = 0.5


class Sku(str):
    def __str__(self):
        return "sku:" + self


out = io.StringIO()
writer = csv.writer(out)
writer.writerow([Region.EU, Level.HIGH, "x", 1, None, 2.5])
writer.writerows([(Region.US, Level.LOW), [Sku("a"), 3]])
rows = csv.DictWriter(out, fieldnames=["region", "level", "sku"])
rows.writeheader()
rows.writerow({"region": Region.EU, "level": Level.LOW, "sku": Sku("b,c")})
rows.writerows([{"region": r, "level": 1, "sku": Sku("d")} for r in Region])
quoting = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
quoting.writerow([Region.US, Level.LOW, Sku("e"), 7])
print(out.getvalue())
print(json.dumps({"region": Region.EU, "levels": [Level.LOW, Level.HIGH], "sku": Sku("f")}))
print(json.dumps({Region.EU: Level.LOW, Level.HIGH: Region.US, Sku("g"): 1}), json.dumps(Region.US), json.dumps(Level.LOW))
print(json.dumps({"at": Region.EU, "rest": {1, 2}}, default=sorted), json.dumps([Region.EU, Rate.HALF], indent=1))
print(json.loads(json.dumps({Region.EU: 1})))
print(", ".join([Region.EU, Region.US]), "-".join([Sku("h"), "i"]), "/".join(r for r in Region))
print(quote(Region.EU), quote(Sku("a b")), Decimal(Level.HIGH), Decimal(Sku("1.5")), random.Random(Level.LOW).random())
print(urlencode({"region": Region.EU, "level": Level.HIGH}), quote("a b"))
print(f"{Level.HIGH}|{Level.HIGH:>3}|{Level.HIGH + 1}|{Level.HIGH:03d}")
print(re.sub("-", "_", Region.EU), re.findall(r"\w", Region.EU), re.match("eu", Region.EU) is not None)
print(textwrap.shorten(Region.EU, 20), textwrap.indent(Region.EU, "  "), textwrap.fill(Region.EU, 3))
print(os.path.join("data", Region.EU), os.path.basename(Region.EU), os.path.splitext(Sku("a.csv")))
print("eu-1 here".replace(Region.EU, "there"), "eu-1x".startswith(Region.EU), "a eu-1".endswith(Region.EU),
      "x".join("ab"), "a eu-1 b".split(Region.EU), "eu-1".find(Region.EU))
print({"eu-1": 1}[Region.EU], {Region.EU: 2}["eu-1"], {1: "one"}[Level.LOW], [10, 20, 30][Level.LOW], "abc"[Level.LOW:],
      range(Level.HIGH), list(range(Level.HIGH)), "ab" * Level.HIGH, [0] * Level.HIGH)
print(int(Level.HIGH), float(Rate.HALF), round(Rate.HALF * 3, 1), max(Level), sum(Level), sorted([Level.HIGH, Level.LOW]), divmod(7, Level.HIGH))
print(len(Region.EU), Region.EU.upper(), Region.EU + "!", "!" + Region.EU, Region.EU == "eu-1", Region("us-1"), str(Region.EU), repr(Region.EU))
print("%s %d %s" % (Region.EU, Level.HIGH, Sku("j")), "{} {:>6}".format(Level.HIGH, Sku("k")))
print(hex(Level.HIGH), bin(Level.LOW), chr(Level.LOW + 64), bytes([Level.LOW, Level.HIGH]))
