class A:
    def __del__(self):
        while True: pass
for _ in range(1000): A()
