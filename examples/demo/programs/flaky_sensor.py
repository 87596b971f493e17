import asyncio


async def read(sensor, attempts=3):
    for attempt in range(1, attempts + 1):
        try:
            return await read_sensor(sensor, attempt=attempt)
        except TimeoutError:
            print(f"{sensor}: no answer to attempt {attempt}")
    return None


async def main():
    readings = {}
    for sensor in sensors:
        readings[sensor] = await read(sensor)
    answered = [value for value in readings.values() if value is not None]
    return readings, sum(answered) / len(answered)


await main()
