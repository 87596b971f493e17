[None] * 10**7
