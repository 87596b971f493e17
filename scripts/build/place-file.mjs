// Replaces a built file without modifying the one that a running process has mapped.
import { copyFile, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export async function placeFile(from, to) {
  const folder = dirname(to)
  await removeLeftovers(folder, basename(to))
  const arriving = join(folder, `.${basename(to)}.${process.pid}.new`)
  await copyFile(from, arriving)
  try {
    await rename(arriving, to)
  } catch (error) {
    if (!['EPERM', 'EACCES', 'EBUSY'].includes(error.code)) throw error
    // Windows does not replace a library in use, but it does rename it.
    await rename(to, join(folder, `.${basename(to)}.${process.pid}.old`))
    await rename(arriving, to)
  }
}

async function removeLeftovers(folder, name) {
  for (const entry of await readdir(folder)) {
    const isLeftover = entry.startsWith(`.${name}.`) && /\.(new|old)$/.test(entry)
    if (isLeftover) await rm(join(folder, entry)).catch(() => {})
  }
}
