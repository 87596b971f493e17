// Our own package as it is published: the compiled TypeScript, not its source.
export const load = () => import('../../dist/index.js')
