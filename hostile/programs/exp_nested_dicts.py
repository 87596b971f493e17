[{"a": {"b": {"c": i}}} for i in range(10**5)]
