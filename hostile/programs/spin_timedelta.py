from datetime import timedelta
while True: timedelta(days=1) / 7 * 3
