import types

ns = types.SimpleNamespace(a=1, b="x")
ns.c = 3
print(ns, ns.c, ns == types.SimpleNamespace(a=1, b="x", c=3), ns != ns)
print(vars(ns), hasattr(ns, "d"), getattr(ns, "d", 0))
setattr(ns, "d", [4])
del ns.a
print(ns)
print(types.SimpleNamespace(**{"k": 1}).k, isinstance(ns, types.SimpleNamespace))
print(isinstance(print, types.FunctionType), isinstance(lambda: 1, types.LambdaType), types.NoneType is type(None))
