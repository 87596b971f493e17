# An empty part is found up to the end of a text, and not beyond it.
part, far = "", 99
text = "Hello"
print(text.find(part, far), text.find(part, 5), text.rfind(part, far), "abc".index(part, 3), "abc".count(part, 4), "abc".count(part, 3))
print(text.startswith(part, far), "".find(part), "".find(part, 1), "abc".endswith(part, 9), b"abc".find(b"", 9), b"abc".find(b"", 3))
print("abc".find(part, 2, 1), "abc".find(part, -10), "abc".find("c", -1), "abc".find("b", 1, 2), text.startswith(("x", part), far))
print([3, 1, 3].index(3, 1), (1, 2).index(2, 0, 2), "abcabc".find(text[:0] + "c", 3), "abc".count("b", 1))
for find in (lambda: "abc".index(part, 4), lambda: "abc".rindex(part, 4)):
    try:
        print(find())
    except ValueError as e:
        print(e)
