getattr(1, "a" * 10**7)
