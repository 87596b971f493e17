[int, str, list, dict] * 10**5
