import { KEY, payingTool } from '../../paying-tool.mjs'

export default {
  about: 'a tool that asks, by every name that Python can give it',
  outcomes: ['ok'],
  async run({ open, library, statusOf }) {
    const paid = []
    const runtime = open({
      typeCheck: false,
      tools: { pay: payingTool(library, paid) },
      snapshots: { key: KEY },
    })
    for (const code of [
      'p = pay\nawait p(1)',
      'await [pay][0](1)',
      'await (lambda f: f(1))(pay)',
      'from functools import partial\nawait partial(pay, 1)()',
      'class A:\n    f = staticmethod(pay)\nawait A.f(1)',
      'await globals()["pay"](1)',
      'd = {"f": pay}\nawait d["f"](n=1)',
      'async def g():\n    yield await pay(1)\nasync for x in g():\n    pass',
      'import asyncio\nawait asyncio.create_task(pay(1))',
      'import asyncio\nawait asyncio.wait_for(pay(1), 1)',
      'from functools import cache\nawait cache(pay)(1)',
      'await next(map(pay, [1]))',
    ]) {
      const status = statusOf(await runtime.execute(code).outcome)
      if (paid.length > 0) return `paid by ${code}`
      if (!['paused', 'error', 'unsupported', 'syntax'].includes(status))
        return `${status} of ${code}`
    }
    return 'ok'
  },
}
