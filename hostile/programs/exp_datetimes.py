from datetime import datetime
[datetime(2024, 1, 1)] * 10**5
