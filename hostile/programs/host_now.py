from datetime import datetime
while True: datetime.now()
