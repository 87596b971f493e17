s = b"ab" * 10**6
while True: s.replace(b"ab", b"ba")
