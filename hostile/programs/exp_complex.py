[complex(i, i) for i in range(10**5)]
