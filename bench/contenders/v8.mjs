import vm from 'node:vm'

/** What V8 does by itself: the floor for everything that ends in JavaScript. Not a sandbox. */
export const load = async () => ({ vm })
