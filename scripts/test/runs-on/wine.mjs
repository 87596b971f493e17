// What Wine 8 lacks to run the binaries for Windows.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../lib/run.mjs'

/** Rust's standard library takes random numbers from this function, which Wine 8.0 lacks. */
const SOURCE = `#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID bytes, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length) {
  return SystemFunction036(bytes, (ULONG)length);
}
`

/** Places a replacement of `bcryptprimitives.dll` in each folder that has a program. */
export async function placeRandomNumbers(folders) {
  for (const folder of folders) {
    const source = join(folder, 'bcryptprimitives.c')
    writeFileSync(source, SOURCE)
    const library = join(folder, 'bcryptprimitives.dll')
    const args = ['-shared', '-s', '-o', library, source, '-ladvapi32']
    await run('x86_64-w64-mingw32-gcc-posix', args)
  }
}
