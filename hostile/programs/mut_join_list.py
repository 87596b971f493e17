class A:
    def __str__(self):
        x.clear()
        return "a"
x = [A() for _ in range(100)]
",".join(str(i) for i in x)
