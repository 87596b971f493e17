import re
re.search("(.{0,1000}){0,1000}x", "a" * 10**4)
