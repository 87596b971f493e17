from datetime import datetime
d = datetime(2020, 1, 1)
while True: d.strftime("%c" * 1000)
