from datetime import datetime
x = datetime.fromisoformat("2020-01-01" + "0" * 10**7)
