[True] * 10**7
