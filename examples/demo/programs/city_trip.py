import asyncio
from decimal import Decimal


async def price(traveller, home, to):
    try:
        return traveller, Decimal(await train_fare(home, to, seat_class="second"))
    except LookupError as error:
        print(f"{traveller}: {error}")
        return traveller, None


async def main():
    team = list_team()
    fares = await asyncio.gather(*(price(one["name"], one["city"], "Basel") for one in team))

    known = {name: fare for name, fare in fares if fare is not None}
    for name, fare in sorted(known.items(), key=lambda item: item[1]):
        print(f"{name:<8}{fare:>8}")
    total = sum(known.values(), Decimal(0))
    return {
        "total": str(total),
        "cheapest": min(known, key=lambda name: known[name]),
        "without_train": [name for name, fare in fares if fare is None],
        "share": round(float(total) / len(known), 2),
    }


await main()
