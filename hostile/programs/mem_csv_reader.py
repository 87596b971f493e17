import csv
x = list(csv.reader(["a," * 10**6] * 1000))
