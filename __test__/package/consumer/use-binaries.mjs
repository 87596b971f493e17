import { Monty, MontyUsageError, runMontyAsync, useBinaries } from 'monty-node'

const [folder, elsewhere] = JSON.parse(process.env.FOLDERS)
const refused = (where) => {
  try {
    useBinaries(where)
    return 'taken'
  } catch (error) {
    return error instanceof MontyUsageError && error.code
  }
}

const missing = refused(elsewhere)
useBinaries(folder)
const value = await runMontyAsync(new Monty('6 * 7'), { isolation: 'process' })
console.log(
  JSON.stringify({
    missing,
    value,
    again: refused(folder),
    late: refused({ addon: import.meta.filename }),
  }),
)
