from datetime import datetime, timedelta
d = datetime(2024, 1, 1)
while True: d + timedelta(days=1)
