// The platforms that have a prebuilt binary, and which of them this machine is.
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
    // What is built on a machine without Microsoft's linker, to be run in Wine.
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
  // Listing the network interfaces is slow on some machines and tells nothing here.
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/** What Cargo is told to build: elsewhere than on Windows, by MinGW. */
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
/** The package of the engine as WebAssembly, which no platform brings with it. */
export const wasmDir = join(root, 'npm', 'wasm32')
export const wasmFile = join(wasmDir, 'monty-node.wasm')
export const wasmChecker = join(wasmDir, 'monty-checker.wasm')
/** The names of what is in the package. */
export const wasmFiles = [wasmChecker, wasmFile].map((file) => basename(file))
/** All that a platform package holds. */
export const packagedFiles = (target) => [
  addonFile(target),
  workerFile(target),
  checkerFile(target),
]
/** What Cargo calls the program that is packaged as the worker. */
export const launcherFile = (target) =>
  target.os === 'win32' ? 'monty-launcher.exe' : 'monty-launcher'
/** What Cargo calls the library of a crate. */
export const cdylibFile = (target, crate = 'monty-node') => {
  const name = crate.replaceAll('-', '_')
  return { linux: `lib${name}.so`, darwin: `lib${name}.dylib`, win32: `${name}.dll` }[target.os]
}
