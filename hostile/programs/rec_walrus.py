def f(): return (x := f())
f()
