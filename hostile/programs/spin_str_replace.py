s = "ab" * 10**6
while True: s = s.replace("ab", "ba").replace("ba", "ab")
