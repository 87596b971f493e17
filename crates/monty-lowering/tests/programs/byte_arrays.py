b = bytearray(b"hello")
b[0] = ord("H"); b.append(33); b.extend(b"??"); print(b, len(b), bytes(b), b.decode(), b[1:3], b[-1])
b[1:3] = b"EYY"; print(b, b.find(b"Y"), b"YY" in b, list(b)[:3])
del b[0]; print(b, b.pop(), b == bytearray(b"EYYlo!?"), b.hex())
print(bytearray(3), bytearray([1, 2]), bytearray("é", "utf8"), bytearray(b"ab") + b"c", b"c" + bytearray(b"x"), bytearray(b"ab") * 2)
for x in bytearray(b"ab"): print(x)
b.reverse(); b.insert(0, 65); b.remove(65); b.clear(); print(b, bool(b))
sieve = bytearray([1]) * 30
sieve[0:2] = b"\0\0"
for i in range(2, 6):
    if sieve[i]:
        sieve[i * i::i] = bytes(len(sieve[i * i::i]))
print([i for i, v in enumerate(sieve) if v], isinstance(b, bytearray), type(b), isinstance(b, bytes))
x = bytearray(b"k"); x += b"ey"; print(x, x.upper(), x.startswith(b"k"), int.from_bytes(bytearray(b"\x01\x00"), "big"))

for bad in (lambda: bytearray([300]), lambda: bytearray("x"), lambda: bytearray(b"a")[5], lambda: {bytearray(b"a"): 1}):
    try:
        bad()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, "unhashable" in str(error) or error)
print(bytearray(b"a") < b"b", b"ab" == bytearray(b"ab"), bytearray(b"x-y").split(b"-"), bytearray.fromhex("00ff"), list(reversed(bytearray(b"ab"))))
if bytearray():
    print("never")
