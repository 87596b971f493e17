from datetime import datetime
while True: datetime.strptime("2020-01-01", "%Y-%m-%d")
