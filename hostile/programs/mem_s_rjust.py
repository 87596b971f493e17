x = "a".rjust(10**11)
