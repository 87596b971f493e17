class A:
    def __getattr__(self, n):
        setattr(self, n + "x", 1)
        return getattr(self, n + "y")
A().a
