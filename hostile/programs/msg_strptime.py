from datetime import datetime
datetime.strptime("x" * 10**7, "%Y")
