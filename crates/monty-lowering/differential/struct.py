IMPORTS = "import struct"

SIZES = {"b": 8, "B": 8, "h": 16, "H": 16, "i": 32, "I": 32, "l": 32, "L": 32, "q": 64, "Q": 64}


def expression(choose):
    form, values = choose.choice("<>!"), []
    for _ in range(choose.randint(1, 4)):
        code = choose.choice("bBhHiIlLqQfds?xc")
        count = choose.choice(["", "", "2", "3"])
        form += count + code
        if code == "x":
            continue
        if code == "s":
            values.append(bytes([choose.randint(0, 255) for _ in range(choose.randint(0, 4))]))
            continue
        for _ in range(int(count or 1)):
            if code == "c":
                values.append(bytes([choose.randint(0, 255)]))
            elif code in "fd":
                values.append(choose.choice([0.0, -0.0, 1.5, choose.uniform(-9, 9), 1e-40, 3]))
            elif code == "?":
                values.append(choose.choice([True, False]))
            else:
                bits = SIZES[code]
                values.append(choose.choice([0, 1, choose.randint(0, (1 << bits - 1) - 1), -1, 1 << bits]))
    given = ", ".join([repr(value) for value in values])
    packed = f"struct.pack({form!r}{', ' + given if given else ''})"
    return choose.choice([packed, f"struct.unpack({form!r}, {packed})", f"struct.calcsize({form!r})"])
