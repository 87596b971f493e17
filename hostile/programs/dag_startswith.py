x = ("a",) * 10**6
"b".startswith(x)
