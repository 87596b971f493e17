from datetime import datetime
x = datetime.strptime("1" * 10**7, "%Y" * 10**6)
