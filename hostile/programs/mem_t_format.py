from datetime import datetime
x = datetime(2020, 1, 1).strftime("%Y" * 10**6)
k = []
while True: k.append(datetime(2020, 1, 1).strftime("%A" * 10**5))
