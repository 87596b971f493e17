import { spawn } from 'node:child_process'

/** Answers of a command that is given programs as lines of JSON and tells a line of JSON for each. */
export async function asked(command, options, programs) {
  const child = spawn(command, options, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = []
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  for (const program of programs) child.stdin.write(`${JSON.stringify(program)}\n`)
  child.stdin.end()
  await ended
  if (lines.length !== programs.length) {
    throw new Error(`${command} ended after ${lines.length} of ${programs.length} programs`)
  }
  return lines.map((line) => JSON.parse(line))
}
