{'__proto__': {'polluted': 1}, 'constructor': 1, 'toString': 2}
