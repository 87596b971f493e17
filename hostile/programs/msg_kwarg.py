def f(): pass
f(**{"k" * 10**7: 1})
