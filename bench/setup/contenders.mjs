// Everyone who can take part here, each in a process that starts when it is first needed.
import { fileURLToPath } from 'node:url'
import { contenders } from '../contenders/catalogue.mjs'
import { Contender } from '../measure/process.mjs'
import { wasmState } from '../../scripts/build/wasm-state.mjs'
import { buildFloors } from './floors.mjs'
import { installPackages, pinnedVersion } from './packages.mjs'
import { preparePython } from './python.mjs'

const local = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export async function assemble(build, isWanted) {
  await installPackages()
  const wanted = contenders.filter(({ id }) => isWanted(id))
  const uses = (place) => wanted.some(({ runsIn }) => runsIn === place)
  const python = uses('python') ? await preparePython() : {}
  const floors = uses('rust') ? await buildFloors(build) : {}

  const absent = {
    ...(python.missing !== undefined && { pool: python.missing }),
    ...(wasmState() !== 'fresh' && { wasm: 'the module is not built: `npm run build:wasm`' }),
  }
  const present = wanted.filter(({ id }) => !(id in absent))
  const versions = { ...packageVersions(present), ...python.versions, Rust: floors.rust }
  if (floors.rust === undefined) delete versions.Rust
  const running = new Map()

  const start = ({ id, runsIn, program }) => {
    if (runsIn === 'rust') return new Contender(id, floors.executables[program], ['--serve'])
    if (runsIn === 'python') return new Contender(id, python.python, [local('contenders/pool.py')])
    return new Contender(id, process.execPath, ['--expose-gc', local('measure/serve.mjs'), id])
  }

  return {
    absent,
    versions,
    /** The processes of those whose id passes. */
    take(has) {
      const chosen = present.filter(({ id }) => has(id))
      for (const contender of chosen) {
        if (!running.has(contender.id)) running.set(contender.id, start(contender))
      }
      return chosen.map(({ id }) => running.get(id))
    },
    async close() {
      await Promise.all([...running.values()].map((contender) => contender.close()))
    },
  }
}

const packageVersions = (list) =>
  Object.fromEntries(
    list
      .filter((contender) => contender.runsIn === 'node' && contender.package)
      .map((contender) => [contender.package, pinnedVersion(contender.package)]),
  )
