import os
while True: os.getenv('HOME')
