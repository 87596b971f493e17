raise KeyboardInterrupt("x" * 10**7)
