def f(): return {f(): 1 for _ in [1]}
f()
