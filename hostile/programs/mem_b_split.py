x = (b"a " * 10**7).split()
