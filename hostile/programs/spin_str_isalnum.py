s = "a" * 10**7
while s.isalnum(): pass
