keep = []
while True:
    big = [0] * 1000
    keep.append(lambda b=big: b)
