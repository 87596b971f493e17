raise ValueError('é\n' * 10_000_000)
