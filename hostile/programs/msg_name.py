globals_name = 'x' * 10
raise KeyError('k' * 40_000_000)
