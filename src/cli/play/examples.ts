import { tool, type ToolSet } from '../../index.js'

/** An example program. */
export interface Example {
  readonly name: string
  readonly code: string
}

const CITIES = ['Lima', 'Oslo', 'Rome', 'Cairo', 'Quito', 'Hanoi', 'Turin', 'Bergen']

/** Waits like a tool over the network. */
const some = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Tools of the examples, for users without tools of their own. */
export const EXAMPLE_TOOLS: ToolSet = {
  cities: tool({
    description: 'The cities that there is a forecast for.',
    input: { type: 'object', properties: {} },
    output: { type: 'array', items: { type: 'string' } },
    execute: async () => {
      await some(30)
      return CITIES
    },
  }),
  forecast: tool({
    description: 'The highs of the coming days, in degrees.',
    input: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', default: 3 } },
      required: ['city'],
    },
    output: { type: 'array', items: { type: 'integer' } },
    execute: async ({ city, days }) => {
      await some(60 + 25 * city.length)
      if (!CITIES.includes(city)) throw new RangeError(`there is no forecast for ${city}`)
      return Array.from(
        { length: days ?? 3 },
        (_, day) => ((city.charCodeAt(0) + day * 7) % 30) + 5,
      )
    },
  }),
}

/** Programs for the tools above. */
export const EXAMPLES: readonly Example[] = [
  {
    name: 'Calls side by side',
    code: `import asyncio

names = await cities()
print(f"asking for {len(names)} cities")
highs = await asyncio.gather(*(forecast(name, days=5) for name in names))

warmest = max(zip(names, highs), key=lambda pair: max(pair[1]))
{"warmest": warmest[0], "high": max(warmest[1])}
`,
  },
  {
    name: 'An error that is caught',
    code: `found = {}
for name in ["Lima", "Atlantis"]:
    try:
        found[name] = await forecast(name)
    except Exception as error:
        print(f"{name}: {error}")
found
`,
  },
  {
    name: 'What the type checker finds',
    code: `# Nothing of this runs before it is right: hover over what is marked.
highs = forecast("Lima", days="three")
sum(highs)
`,
  },
  {
    name: 'A limit',
    code: `print("this takes too long")
numbers = []
while True:
    numbers.append(len(numbers))
`,
  },
  {
    name: 'Classes, generators, dataclasses',
    code: `from dataclasses import dataclass


@dataclass
class Leg:
    home: str
    to: str
    km: float = 100.0


def legs(stops):
    for here, there in zip(stops, stops[1:]):
        yield Leg(here, there)


trip = list(legs(["Oslo", "Bergen", "Turin"]))
print(trip[0])
sum(leg.km for leg in trip)
`,
  },
]
