// The platforms with a prebuilt binary, and the one of this machine.
import { basename, join } from 'node:path'
import { root } from './paths.mjs'

export const targets = [
  {
    name: 'linux-x64-gnu',
    os: 'linux',
    cpu: 'x64',
    libc: 'glibc',
    triple: 'x86_64-unknown-linux-gnu',
  },
  {
    name: 'linux-arm64-gnu',
    os: 'linux',
    cpu: 'arm64',
    libc: 'glibc',
    triple: 'aarch64-unknown-linux-gnu',
  },
  {
    name: 'linux-x64-musl',
    os: 'linux',
    cpu: 'x64',
    libc: 'musl',
    triple: 'x86_64-unknown-linux-musl',
  },
  {
    name: 'linux-arm64-musl',
    os: 'linux',
    cpu: 'arm64',
    libc: 'musl',
    triple: 'aarch64-unknown-linux-musl',
  },
  { name: 'darwin-x64', os: 'darwin', cpu: 'x64', triple: 'x86_64-apple-darwin' },
  { name: 'darwin-arm64', os: 'darwin', cpu: 'arm64', triple: 'aarch64-apple-darwin' },
  {
    name: 'win32-x64-msvc',
    os: 'win32',
    cpu: 'x64',
    triple: 'x86_64-pc-windows-msvc',
    // The target on machines without Microsoft's linker, to be run in Wine.
    crossTriple: 'x86_64-pc-windows-gnu',
  },
  { name: 'win32-arm64-msvc', os: 'win32', cpu: 'arm64', triple: 'aarch64-pc-windows-msvc' },
]

export function targetNamed(name) {
  const target = targets.find((candidate) => candidate.name === name)
  if (!target)
    throw new Error(`unknown target '${name}', known: ${targets.map((t) => t.name).join(', ')}`)
  return target
}

export function hostTarget() {
  const target = targets.find(
    ({ os, cpu, libc }) =>
      os === process.platform &&
      cpu === process.arch &&
      (libc === undefined || libc === hostLibc()),
  )
  if (!target) throw new Error(`monty-node has no target for ${process.platform}-${process.arch}`)
  return target
}

function hostLibc() {
  // Listing the network interfaces is slow on some machines, and not needed.
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/** The target triple for Cargo; for Windows that of MinGW on other platforms. */
export const buildTriple = (target) =>
  process.platform === target.os ? target.triple : (target.crossTriple ?? target.triple)

export const packageName = (target) => `monty-node-${target.name}`
export const packageDir = (target) => join(root, 'npm', target.name)
export const addonFile = (target) => `monty-node.${target.name}.node`
export const workerFile = (target) => (target.os === 'win32' ? 'monty-worker.exe' : 'monty-worker')
export const checkerFile = (target) =>
  ({ linux: 'monty-checker.so', darwin: 'monty-checker.dylib', win32: 'monty-checker.dll' })[
    target.os
  ]
/** The package of the engine as WebAssembly, which is installed separately. */
export const wasmDir = join(root, 'npm', 'wasm32')
export const wasmFile = join(wasmDir, 'monty-node.wasm')
export const wasmChecker = join(wasmDir, 'monty-checker.wasm')
/** The file names in the package. */
export const wasmFiles = [wasmChecker, wasmFile].map((file) => basename(file))
/** The files of a platform package. */
export const packagedFiles = (target) => [
  addonFile(target),
  workerFile(target),
  checkerFile(target),
]
/** Cargo's file name of the program that is packaged as the worker. */
export const launcherFile = (target) =>
  target.os === 'win32' ? 'monty-launcher.exe' : 'monty-launcher'
/** Cargo's file name of a crate's library. */
export const cdylibFile = (target, crate = 'monty-node') => {
  const name = crate.replaceAll('-', '_')
  return { linux: `lib${name}.so`, darwin: `lib${name}.dylib`, win32: `${name}.dll` }[target.os]
}
