x = b"1".zfill(10**11)
