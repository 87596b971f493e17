x = (b"a" * 10**6).replace(b"a", b"b" * 10**4)
