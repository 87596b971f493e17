x = ("\n" * 3 * 10**7).splitlines()
