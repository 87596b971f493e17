import datetime as d
from datetime import datetime

print(datetime.strptime("03.04.2021", "%d.%m.%Y"))
print(d.datetime.strptime("03 Apr 21", "%d %b %y"))
parse = datetime.strptime
print(parse("03/04/2021", "%d/%m/%Y"))
for text, form in [
    ("3.4.99", "%d.%m.%Y"),
    ("03/04/99", "%d/%m/%Y"),
    ("03/04/+2021", "%d/%m/%Y"),
    ("99-01-02", "%Y-%m-%d"),
    ("03.04.0099", "%d.%m.%Y"),
]:
    try:
        print(datetime.strptime(text, form))
    except ValueError as e:
        print(e)
