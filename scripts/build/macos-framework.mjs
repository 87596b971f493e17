// The one framework of macOS that the binaries link to, described for a linker elsewhere.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where macOS has it when the binaries run. */
const INSTALLED = '/System/Library/Frameworks/CoreFoundation.framework/Versions/A/CoreFoundation'

/** The functions by which the time zone of the machine is asked for; another one fails the link. */
const FUNCTIONS = [
  'CFRelease',
  'CFStringGetBytes',
  'CFStringGetCStringPtr',
  'CFStringGetLength',
  'CFTimeZoneCopySystem',
  'CFTimeZoneGetName',
  'CFTimeZoneResetSystem',
]

/** Writes an SDK with nothing but that framework's names, and returns its folder for `SDKROOT`. */
export function frameworkNames(cache) {
  const sdk = join(cache, 'macos-names')
  const framework = join(sdk, 'System/Library/Frameworks/CoreFoundation.framework')
  mkdirSync(framework, { recursive: true })
  const targets = '[ x86_64-macos, arm64-macos ]'
  const lines = [
    '--- !tapi-tbd',
    'tbd-version: 4',
    `targets: ${targets}`,
    `install-name: '${INSTALLED}'`,
    'exports:',
    `  - targets: ${targets}`,
    `    symbols: [ ${FUNCTIONS.map((name) => `_${name}`).join(', ')} ]`,
    '...',
  ]
  writeFileSync(join(framework, 'CoreFoundation.tbd'), `${lines.join('\n')}\n`)
  return sdk
}
