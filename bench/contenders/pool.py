"""The process of `pydantic-monty`, whose workers are processes of their own.

Reads `prepare <workload>` and `sample <iterations>` lines and answers each with a line of JSON.
A run is a fresh session, as it is for the others; the workers stay.
"""

import asyncio
import gc
import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from pydantic_monty import AsyncMonty, FunctionSnapshot, Monty, MontyComplete

SIZE = 10_000_000
HOST_CALLS_SUM = 405_450
PROGRAMS = Path(__file__).parent.parent / 'programs'


def program(name):
    return (PROGRAMS / f'{name}.py').read_text()


def add_one(i):
    return i + 1


async def promise_one(i):
    return i + 1


async def wait(i):
    await asyncio.sleep(0.005)
    return i


def record(i):
    return {'id': i, 'name': f'customer {i}', 'tags': ['new', 'eu', str(i)], 'v': i * 0.5}


def nested(i, depth):
    return {**record(i), 'next': nested(i + 1, depth - 1) if depth > 1 else None}


FLAT = [record(i) for i in range(10_000)]
NESTED = [nested(5 * i, 5) for i in range(2_000)]


class Driver:
    """One pool of each kind, and the work of every workload: a function, and what it must give."""

    def __init__(self, pool, async_pool, loop, at_end):
        self.at_end = at_end
        self.pool = pool
        self.async_pool = async_pool
        self.loop = loop
        rows = {'records': (FLAT, program('records')), 'nested': (NESTED, program('records_nested'))}
        self.workloads = {
            'compile-run': (lambda: self.run('1+1'), 2),
            'session': (lambda: self.run('1+1'), 2),
            'host-calls-run': (
                lambda: self.run(program('host_calls'), external_lookup={'add_one': add_one}),
                HOST_CALLS_SUM,
            ),
            'host-calls-isolated': (
                lambda: self.run(program('host_calls'), external_lookup={'add_one': add_one}),
                HOST_CALLS_SUM,
            ),
            'host-calls-start': (self.resume, HOST_CALLS_SUM),
            'host-calls-async': (lambda: self.run_async('host_calls', add_one=add_one), HOST_CALLS_SUM),
            'host-calls-promised': (
                lambda: self.run_async('host_calls_awaited', add_one=promise_one),
                HOST_CALLS_SUM,
            ),
            'gather': (lambda: self.run_async('gather', wait=wait), 4_950),
            'fib': (lambda: self.run(program('fib')), 46_368),
            'loop': (lambda: self.run(program('loop')), 499_999_500_000),
            'text-out': (lambda: self.run(f"'x' * {SIZE}"), 'x' * SIZE),
            'text-in': (lambda: self.run('len(value)', inputs={'value': TEXT}), SIZE),
            'bytes-out': (lambda: self.run(f"b'x' * {SIZE}"), b'x' * SIZE),
            'bytes-in': (lambda: self.run('len(value)', inputs={'value': BYTES}), SIZE),
            'floats-in': (lambda: self.run('sum(value)', inputs={'value': FLOATS}), 5_000_000_000),
            'dump': (self.dump_work(), None),
            'load': (self.load_work(), 'approve'),
            'type-check': (lambda: self.run(program('agent'), type_check=True), 20),
        }
        for name, (values, code) in rows.items():
            self.workloads[f'{name}-out'] = (lambda code=code: self.run(code), values)
            self.workloads[f'{name}-in'] = (
                lambda values=values: self.run('len(rows)', inputs={'rows': values}),
                len(values),
            )
            self.workloads[f'{name}-both'] = (
                lambda values=values: self.run('rows', inputs={'rows': values}),
                values,
            )

    def run(self, code, type_check=False, **options):
        with self.pool.checkout(type_check=type_check) as session:
            return session.feed_run(code, **options)

    def resume(self):
        with self.pool.checkout() as session:
            progress = session.feed_start(program('host_calls'), external_lookup={'add_one': add_one})
            while not isinstance(progress, MontyComplete):
                if isinstance(progress, FunctionSnapshot):
                    progress = progress.resume({'return_value': progress.args[0] + 1})
                else:
                    progress = progress.resume_auto()
            return progress.output

    def run_async(self, name, **functions):
        async def work():
            async with self.async_pool.checkout() as session:
                return await session.feed_run(program(name), external_lookup=functions)

        return self.loop.run_until_complete(work())

    def pause(self, session):
        progress = session.feed_start(program('paused'), external_lookup={'approve': add_one})
        while not isinstance(progress, FunctionSnapshot):
            progress = progress.resume_auto()
        return progress

    def dump_work(self):
        paused = None

        def work():
            nonlocal paused
            if paused is None:
                # A snapshot lives as long as its session.
                paused = self.pause(self.at_end.enter_context(self.pool.checkout()))
            paused.dump()

        return work

    def load_work(self):
        state = None

        def work():
            nonlocal state
            if state is None:
                with self.pool.checkout() as session:
                    state = self.pause(session).dump()
            with self.pool.checkout() as session:
                return session.load_snapshot(state).function_name

        return work


TEXT = 'x' * SIZE
BYTES = b'x' * SIZE
FLOATS = [i + 0.5 for i in range(100_000)]


def serve(driver):
    work = None
    for line in sys.stdin:
        request, argument = line.split()
        try:
            if request == 'prepare':
                work, expected = driver.workloads[argument]
                result = work()
                assert result == expected, f'unexpected result: {str(result)[:200]}'
                answer = {'ready': True}
            else:
                gc.collect()
                began = time.perf_counter_ns()
                for _ in range(int(argument)):
                    work()
                answer = {'ns': time.perf_counter_ns() - began}
        except Exception as error:
            answer = {'error': f'{type(error).__name__}: {error}'}
        print(json.dumps(answer), flush=True)


def main():
    loop = asyncio.new_event_loop()

    async def open_async_pool():
        return await AsyncMonty().__aenter__()

    async_pool = loop.run_until_complete(open_async_pool())

    async def close_async_pool():
        await async_pool.__aexit__(None, None, None)

    with Monty(max_processes=4) as pool, ExitStack() as at_end:
        serve(Driver(pool, async_pool, loop, at_end))
    loop.run_until_complete(close_async_pool())


main()
