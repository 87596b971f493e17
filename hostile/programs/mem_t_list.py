from datetime import datetime, timedelta
d = datetime(2000, 1, 1)
k = []
while True:
    d += timedelta(microseconds=1)
    k.append(d)
