import { withMonty } from 'monty-node/next'

const own = {
  output: 'standalone',
  serverExternalPackages: ['pg'],
  outputFileTracingIncludes: { '/*': ['data/*'], '/api': ['more/*'] },
}
const refused = await withMonty(() => 'nothing')().catch((error) => error.name)
console.log(
  JSON.stringify({
    plain: withMonty(own),
    again: withMonty(withMonty(own)),
    called: await withMonty(async (phase) => ({ env: { phase } }))('build'),
    above: withMonty({}, { dir: 'apps/web' }).outputFileTracingIncludes['/*'],
    refused,
  }),
)
