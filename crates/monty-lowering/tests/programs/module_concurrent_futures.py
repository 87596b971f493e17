import concurrent.futures
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, Future, CancelledError


def square(n):
    if n == 3:
        raise ValueError(f"no {n}")
    return n * n


with ThreadPoolExecutor(max_workers=4) as pool:
    futures = {pool.submit(square, n): n for n in range(5)}
    found = {}
    for future in as_completed(futures):
        try:
            found[futures[future]] = future.result()
        except ValueError as error:
            found[futures[future]] = f"failed: {error}"
    print(sorted(found.items()))
    print(list(pool.map(square, [1, 2])), list(pool.map(pow, [2, 3], [3, 2])))
    results = pool.map(square, [2, 3, 4])
    print(next(results))
    try:
        next(results)
    except ValueError as error:
        print("map raises", error)

try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)

executor = concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="worker")
calls = [executor.submit(lambda x, *, y=0: x + y, n, y=10) for n in range(3)]
done, not_done = wait(calls)
print(len(done), len(not_done), sorted(f.result() for f in done))
print(wait(calls, return_when=concurrent.futures.FIRST_COMPLETED).not_done)
failed = executor.submit(square, 3)
print(repr(failed.exception()), failed.done(), failed.cancelled(), failed.cancel(), failed.running())
print(calls[0].exception())
executor.shutdown()

told = []
future = Future()
future.add_done_callback(lambda f: told.append(f.result()))
future.set_result("set")
future.add_done_callback(lambda f: told.append("after"))
print(told, future.result(timeout=1))
given_up = Future()
print(given_up.cancel(), given_up.cancelled(), given_up.done())
try:
    given_up.result()
except CancelledError as error:
    print(type(error).__name__, error)
try:
    Future().result(timeout=0)
except TimeoutError as error:
    print("timeout")
try:
    ThreadPoolExecutor(0)
except ValueError as error:
    print(error)


class Job:
    def __init__(self, name):
        self.name = name

    def run(self):
        return self.name.upper()


with concurrent.futures.ThreadPoolExecutor() as pool:
    print([f.result() for f in [pool.submit(job.run) for job in (Job("a"), Job("b"))]])
