// Moves snapshots from one platform to another.
//
//   node moves.mjs write <file>     writes snapshots
//   node moves.mjs read <file>      resumes them, and prints the results
import { readFileSync, writeFileSync } from 'node:fs'
import { Monty, MontySession, PausedRun } from 'monty-node'

const key = 'a key of thirty-two bytes or more'

const PROGRAM = `
import datetime, random, re
from decimal import Decimal
from dataclasses import dataclass

@dataclass
class Order:
    name: str
    total: Decimal

class Base:
    def __init__(self):
        self.seen = []

class Deeper(Base):
    def ask(self, n):
        self.seen.append(n)
        return fetch(n) + sum(self.counting(n))

    def counting(self, n):
        for i in range(n):
            yield i * 2**70

deeper = Deeper()
orders = [Order("té", Decimal("1.10")), Order("coffee", Decimal("2.25"))]
when = datetime.datetime(2026, 3, 14, 15, 9, tzinfo=datetime.timezone.utc)
before = random.random()
shared = [1, {2, 3}, (4.5, b"\\x00\\xff"), None]
first = deeper.ask(3)
second = deeper.ask(4)
after = random.random()
{
    "asked": [first, second], "seen": deeper.seen, "orders": [[o.name, str(o.total)] for o in orders],
    "when": when.isoformat(), "chance": [before, after], "shared": str(shared), "words": re.findall(r"\\w+", "añb c"),
}
`

const SESSION =
  'rows = [[i, i * 1.5, str(i)] for i in range(1000)]\ndef total():\n    return sum(r[1] for r in rows)'

function write(file) {
  const paused = new Monty(PROGRAM).start({ random: { seed: 7 } })
  const session = new MontySession({ timeZone: 'Europe/Paris' })
  session.feed(SESSION)
  const kept = {
    paused: paused.dump({ key }).toString('base64'),
    encrypted: paused.dump({ key, encrypt: true }).toString('base64'),
    session: session.dump({ key }).toString('base64'),
    program: new Monty('sorted(xs)[-1]', { inputs: ['xs'] }).dump().toString('base64'),
  }
  writeFileSync(file, JSON.stringify(kept))
}

function read(file) {
  const kept = JSON.parse(readFileSync(file, 'utf8'))
  const bytes = (name) => Buffer.from(kept[name], 'base64')
  const finish = (name) => {
    let progress = PausedRun.load(bytes(name), { key })
    while (progress instanceof PausedRun)
      progress = progress.resume({ returnValue: progress.args[0] * 100 })
    return progress.output
  }
  const session = MontySession.load(bytes('session'), { key })
  return {
    paused: finish('paused'),
    encrypted: finish('encrypted'),
    session: session.feed('[total(), len(rows)]'),
    program: Monty.load(bytes('program')).run({ inputs: { xs: [3, 9, 4] } }),
  }
}

const [action, file] = process.argv.slice(2)
if (action === 'write') write(file)
else
  console.log(
    JSON.stringify(read(file), (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
  )
