class A:
    def __str__(self):
        d.clear()
        return "a"
d = {"a": A(), "b": A()}
"%(a)s%(b)s" % d
