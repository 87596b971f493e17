/** The platforms that have a package with binaries, `monty-node-<target>`. */
export const TARGETS: readonly string[] = [
  'linux-x64-gnu',
  'linux-arm64-gnu',
  'linux-x64-musl',
  'linux-arm64-musl',
  'darwin-x64',
  'darwin-arm64',
  'win32-x64-msvc',
  'win32-arm64-msvc',
]

/** The targets that this platform can load. The C library of Linux is expensive to determine: try both. */
export function targetsHere(): string[] {
  const base = `${process.platform}-${process.arch}`
  return TARGETS.filter((target) => target === base || target.startsWith(`${base}-`))
}

/** The target that matches the C library. Slow on Linux. */
export function targetHere(): string | undefined {
  const [gnu, musl] = targetsHere()
  return musl !== undefined && isMusl() ? musl : gnu
}

/** Whether this Node runs on musl rather than glibc. */
export function isMusl(): boolean {
  const report = process.report?.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report?.header !== undefined && report.header.glibcVersionRuntime === undefined
}

const LIBRARIES: Partial<Record<NodeJS.Platform, string>> = { darwin: 'dylib', win32: 'dll' }

/** Files beside the addon in a package of binaries. */
export const FILES = {
  worker: process.platform === 'win32' ? 'monty-worker.exe' : 'monty-worker',
  checker: `monty-checker.${LIBRARIES[process.platform] ?? 'so'}`,
} as const

export const packageOf = (target: string): string => `monty-node-${target}`
export const addonOf = (target: string): string => `monty-node.${target}.node`
