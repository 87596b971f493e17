def record(i, depth):
    inner = record(i + 1, depth - 1) if depth > 1 else None
    return {'id': i, 'name': 'customer ' + str(i), 'tags': ['new', 'eu', str(i)], 'v': i * 0.5, 'next': inner}

[record(5 * i, 5) for i in range(2_000)]
