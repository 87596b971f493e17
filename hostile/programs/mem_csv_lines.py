import csv
x = list(csv.reader(("a,b" for _ in range(10**9))))
