x = list(range(10**6))
match x:
    case [1, *rest]: pass
    case [*most, 5]: pass
