// Reads the required symbol versions of each library from a 64-bit little-endian ELF file.
import { readFileSync } from 'node:fs'

const sectionOfNeededVersions = 0x6ffffffe // SHT_GNU_verneed

/** Returns `[{ library: 'libc.so.6', version: 'GLIBC_2.17' }, ...]`. */
export function neededVersions(path) {
  const file = readFileSync(path)
  if (file.toString('latin1', 1, 4) !== 'ELF' || file[4] !== 2 || file[5] !== 1) {
    throw new Error(`${path} is not a 64-bit little-endian ELF file`)
  }
  const sections = sectionsOf(file)
  return sections
    .filter((section) => section.type === sectionOfNeededVersions)
    .flatMap((section) => librariesIn(file, section, sections[section.link].offset))
}

function sectionsOf(file) {
  const table = Number(file.readBigUInt64LE(0x28))
  const entrySize = file.readUInt16LE(0x3a)
  return Array.from({ length: file.readUInt16LE(0x3c) }, (_, index) => {
    const at = table + index * entrySize
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 0x18)),
      link: file.readUInt32LE(at + 0x28),
      count: file.readUInt32LE(at + 0x2c),
    }
  })
}

function librariesIn(file, section, strings) {
  const needed = []
  let at = section.offset
  for (let library = 0; library < section.count; library++) {
    const name = textAt(file, strings + file.readUInt32LE(at + 4))
    let entry = at + file.readUInt32LE(at + 8)
    for (let index = file.readUInt16LE(at + 2); index > 0; index--) {
      needed.push({ library: name, version: textAt(file, strings + file.readUInt32LE(entry + 8)) })
      entry += file.readUInt32LE(entry + 12)
    }
    at += file.readUInt32LE(at + 12)
  }
  return needed
}

function textAt(file, start) {
  return file.toString('latin1', start, file.indexOf(0, start))
}
