# Modules of a few names.
import codecs
import colorsys
import difflib
import errno
from http import HTTPMethod, HTTPStatus

print(colorsys.rgb_to_hsv(0.2, 0.4, 0.4), colorsys.hsv_to_rgb(0.5, 0.5, 0.4), colorsys.rgb_to_hls(1, 0, 0.5))
print([round(x, 6) for x in colorsys.hls_to_rgb(0.9, 0.4, 0.3)], colorsys.rgb_to_yiq(1, 1, 1), colorsys.yiq_to_rgb(0.5, 0.1, 0.1))

print(codecs.encode("Hello, World", "rot13"), codecs.decode("Uryyb", "rot_13"), codecs.encode(b"ab", "hex"), codecs.decode("6162", "hex"))
print(codecs.BOM_UTF8, codecs.encode("é"), codecs.decode(b"\xc3\xa9", "utf-8"), codecs.encode("é", "ascii", "ignore"))

print(errno.ENOENT, errno.errorcode[13], errno.EAGAIN == errno.EWOULDBLOCK)

print(HTTPStatus.OK, HTTPStatus.NOT_FOUND.value, HTTPStatus(404).phrase, HTTPStatus.OK == 200, repr(HTTPStatus.IM_A_TEAPOT))
print(HTTPStatus.CREATED.description, HTTPStatus(503).is_server_error, HTTPStatus(301).is_success, HTTPStatus["CONFLICT"].value)
print(f"{HTTPStatus.OK}", HTTPStatus.OK < 300, HTTPMethod.GET, HTTPMethod.PATCH.description)
try:
    HTTPStatus(299)
except ValueError as error:
    print(error)

a = "one\ntwo\nthree\nfour\n".splitlines(keepends=True)
b = "one\ntoo\nthree\nfive\nsix\n".splitlines(keepends=True)
print("".join(difflib.ndiff(a, b)), end="")
print(list(difflib.Differ().compare(["same\n", "left\n"], ["same\n", "right\n"])))
delta = list(difflib.ndiff(a, b))
print(list(difflib.restore(delta, 1)) == a, list(difflib.restore(delta, 2)) == b)
print(difflib.IS_LINE_JUNK("  #\n"), difflib.IS_CHARACTER_JUNK("\t"))
