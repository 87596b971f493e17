// A script that uses tools over local data: some answer at once, some take their time.
//
//   npx tsx examples/trip-budget.ts
import { setTimeout as sleep } from 'node:timers/promises'
import { Monty, runMontyAsync } from 'monty-node'

const rates: Record<string, number> = { CHF: 1.06, NOK: 0.085, EUR: 1 }
const trips = [
  { city: 'Bergen', nights: 3, price: 1_450, currency: 'NOK' },
  { city: 'Basel', nights: 2, price: 180, currency: 'CHF' },
  { city: 'Turin', nights: 4, price: 95, currency: 'EUR' },
]

const script = `
import asyncio

async def in_euros(trip):
    rate = await exchange_rate(trip["currency"])
    return trip["city"], round(trip["nights"] * trip["price"] * rate, 2)

costs = await asyncio.gather(*(in_euros(trip) for trip in list_trips(min_nights=3)))
for city, cost in sorted(costs, key=lambda pair: pair[1]):
    print(f"{city:<8}{cost:>9.2f} EUR")

{"cities": [city for city, _ in costs], "total": round(sum(cost for _, cost in costs), 2)}
`

const result = await runMontyAsync(new Monty(script, { scriptName: 'trips.py' }), {
  externalFunctions: {
    list_trips: ({ min_nights }: { min_nights: number }) =>
      trips.filter(({ nights }) => nights >= min_nights),
    exchange_rate: async (currency: string) => {
      await sleep(20)
      return rates[currency]
    },
  },
  printCallback: (_stream, text) => process.stdout.write(text),
})

console.log(result)
