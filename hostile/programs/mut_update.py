d = {1: 1}
d.update((k + 1, d.update({k + 2: 1})) for k in d)
