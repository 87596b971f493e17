# Threads that run one after the other, and what they share.
import threading
import time
from queue import Queue
from threading import Condition, Lock, RLock, Semaphore, Thread


class Counter:
    def __init__(self):
        self._lock = Lock()
        self.value = 0

    def add(self, n=1):
        with self._lock:
            self.value += n
            return self.value


counter = Counter()


def work(times, by=1):
    for _ in range(times):
        counter.add(by)


threads = [Thread(target=work, args=(10,), kwargs={"by": i}) for i in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter.value, [t.is_alive() for t in threads])


class Worker(threading.Thread):
    def __init__(self, number, found):
        super().__init__(name=f"worker-{number}")
        self.number = number
        self.found = found

    def run(self):
        self.found.append((self.number ** 2, threading.current_thread().name))


found = []
workers = [Worker(n, found) for n in range(3)]
for w in workers:
    w.start()
for w in workers:
    w.join(timeout=1)
print(found, workers[0].name, workers[0].daemon)

for misuse in (lambda: workers[0].start(), lambda: Thread().join(), lambda: threading.current_thread().join(),
               lambda: Lock().release(), lambda: RLock().release(), lambda: Condition().notify(), lambda: Semaphore(-1),
               lambda: Lock().acquire(False, 1), lambda: threading.BoundedSemaphore(1).release(), lambda: threading.local().x):
    try:
        misuse()
    except (RuntimeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)

lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.001))
lock.release()
print(lock.locked())
again = RLock()
with again:
    with again:
        print("twice")

event = threading.Event()
print(event.is_set(), event.wait(0.001))
event.set()
print(event.is_set(), event.wait())
event.clear()
print(event.is_set())

limit = Semaphore(2)
print(limit.acquire(), limit.acquire(), limit.acquire(blocking=False))
limit.release()
with limit:
    print("inside")

ready = Condition()
items = []


def produce():
    with ready:
        items.append("item")
        ready.notify_all()


Thread(target=produce).start()
with ready:
    print(ready.wait_for(lambda: items), items, ready.wait(timeout=0.001))

own = threading.local()
own.name = "main"
seen = []


def other():
    seen.append(hasattr(own, "name"))
    own.name = "other"
    seen.append(own.name)


t = Thread(target=other, daemon=True)
t.start()
t.join()
print(own.name, seen, t.daemon)
print(threading.current_thread().name, threading.main_thread() is threading.current_thread(), threading.active_count())

queue = Queue()
results = []


def producer():
    for i in range(3):
        queue.put(i)
    queue.put(None)


def consumer():
    while True:
        item = queue.get()
        if item is None:
            break
        results.append(item * 10)
        queue.task_done()


first, second = Thread(target=producer), Thread(target=consumer)
first.start()
second.start()
first.join()
second.join()
print(results)
time.sleep(0)
