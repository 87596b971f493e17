import { Monty, runMontyAsync } from 'monty-node'
import { describe, expect, it } from 'vitest'

async function printed(code: string): Promise<string> {
  const lines: string[] = []
  await runMontyAsync(new Monty(code), { printCallback: (_stream, text) => lines.push(text) })
  return lines.join('')
}

const WORK = `
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, as_completed, wait

def work(n):
    time.sleep(n / 100)
    return n
`

describe('executors whose calls sleep', () => {
  it('tells of calls in the order in which they would have ended side by side', async () => {
    const code = `${WORK}
with ThreadPoolExecutor(max_workers=3) as pool:
    futures = {pool.submit(work, n): n for n in [6, 1, 3]}
    print([futures[f] for f in as_completed(futures)], list(pool.map(work, [2, 1])))
with ThreadPoolExecutor(max_workers=1) as pool:
    print([f.result() for f in as_completed([pool.submit(work, n) for n in [3, 1]])])
`
    expect(await printed(code)).toBe('[1, 3, 6] [2, 1]\n[3, 1]\n')
  })

  it('waits for the first that would have ended', async () => {
    const code = `${WORK}
with ThreadPoolExecutor(max_workers=2) as pool:
    done, rest = wait([pool.submit(work, 8), pool.submit(work, 1)], return_when=FIRST_COMPLETED)
    print([f.result() for f in done], [f.result() for f in rest])
    done, rest = wait([pool.submit(work, 20), pool.submit(work, 1)], timeout=0.1)
    print(len(done), len(rest))
`
    expect(await printed(code)).toBe('[1] [8]\n1 1\n')
  })
})
