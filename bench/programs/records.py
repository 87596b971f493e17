[
    {'id': i, 'name': 'customer ' + str(i), 'tags': ['new', 'eu', str(i)], 'v': i * 0.5}
    for i in range(10_000)
]
