x = b"a".center(10**11)
