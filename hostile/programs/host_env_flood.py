import os
while True: os.getenv("X")
