import configparser
c = configparser.ConfigParser()
c.read_string("""
[DEFAULT]
timeout = 30
[db]
host = localhost
port = 5432
debug = yes
url = %(host)s:%(port)s
[web]
timeout: 60
list =
    a
    b
# comment
; other
empty =
""")
print(c.sections(), c["db"]["host"], c.getint("db", "port"), c["db"].getboolean("debug"), c["db"]["timeout"], c["web"]["timeout"], c["db"]["url"], c.get("db", "nope", fallback="x"), c.has_option("db", "port"), "db" in c, c.options("db"), dict(c["web"]), c.items("db"))
try: c.get("nope", "x")
except configparser.NoSectionError as e: print(e)
try: c.get("db", "zz")
except configparser.NoOptionError as e: print(e)
import io
c["new"] = {"a": "1", "b": "2"}; c.set("db", "host", "h2"); o = io.StringIO(); c.write(o); print(o.getvalue())
print(c["db"].getfloat("timeout"), c.remove_option("db", "debug"), c.remove_section("web"), c.sections(), c["db"].get("q", "d"), c.has_section("zz"))
