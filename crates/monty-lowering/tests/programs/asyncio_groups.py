import asyncio


async def after(delay, value):
    await asyncio.sleep(delay)
    return value


async def failing(delay, error):
    await asyncio.sleep(delay)
    raise error


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(after(0.01 * n, n)) for n in range(3)]
    print([task.result() for task in tasks])
    try:
        async with asyncio.TaskGroup() as group:
            slow = group.create_task(after(5, "slow"))
            group.create_task(failing(0.01, ValueError("bad")))
            await asyncio.sleep(1)
            print("never")
    except ExceptionGroup as e:
        print(e, repr(e), e.exceptions, slow.cancelled())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(failing(0, TypeError("t")))
            group.create_task(failing(0, KeyError("k")))
            group.create_task(failing(0, ValueError("v")))
    except* ValueError as e:
        print("values", e.exceptions)
    except* (TypeError, KeyError) as e:
        print("others", e.exceptions)
    else:
        print("never")
    finally:
        print("finally")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(after(5, "slow"))
            raise OSError("body")
    except* OSError as e:
        print(e.exceptions[0])
    try:
        try:
            raise ExceptionGroup("outer", [ValueError(1), ExceptionGroup("inner", [TypeError(2), ValueError(3)])])
        except* ValueError as e:
            print(repr(e))
    except ExceptionGroup as e:
        print("left", repr(e))
    try:
        raise LookupError("naked")
    except* LookupError as e:
        print(e.exceptions)
    group = ExceptionGroup("g", [ValueError("a"), ExceptionGroup("h", [TypeError("b"), ValueError("c")])])
    matching, rest = group.split(ValueError)
    print(repr(matching), repr(rest), repr(group.subgroup(lambda e: "b" in str(e))))
    print(isinstance(group, Exception), isinstance(group, BaseExceptionGroup), str(group), group.message)


asyncio.run(main())
