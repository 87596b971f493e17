s = "\x00" * 10**7
x = f"{s!r}{s!r}{s!r}{s!r}{s!r}"
