x = ("\u1234" * 10**7).encode("ascii", "backslashreplace")
