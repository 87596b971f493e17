x = ("a " * 10**7).rsplit()
