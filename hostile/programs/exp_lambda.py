[lambda: 0] * 10**5
