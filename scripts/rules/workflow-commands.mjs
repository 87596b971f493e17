/**
 * Checks that the commands of workflows exist and accept the options given, as they only run in CI.
 */
export function workflowCommands(files) {
  const textOf = new Map(files.map(({ path, text }) => [path, text]))
  const { scripts } = JSON.parse(textOf.get('package.json'))
  return files
    .filter(({ path }) => /^\.github\/workflows\/\w+\.yml$/.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          [...commandsOf(line)]
            .flatMap((command) => complaintsOf(command, scripts, textOf))
            .map((message) => ({ path, line: index + 1, message })),
        ),
    )
}

/** Yields `npm run <name> -- <options>` and `node <file> <options>`. */
function* commandsOf(line) {
  for (const [, name, , given = ''] of line.matchAll(/npm run ([\w:-]+)( -- ([^}'"|&]*))?/g))
    yield { name, given }
  for (const [, file, given] of line.matchAll(/node (scripts\/[\w-]+\.mjs)([^}'"|&]*)/g))
    yield { file, given }
}

function complaintsOf({ name, file: direct, given }, scripts, textOf) {
  const script = name === undefined ? `node ${direct}` : scripts[name]
  if (script === undefined) return [`package.json has no script "${name}"`]
  const file = /^node (\S+)$/.exec(script)?.[1]
  if (file === undefined) return []
  const source = textOf.get(file)
  if (source === undefined) return [`there is no ${file}`]
  return [...given.matchAll(/--([a-z][a-z-]*)/g)]
    .filter(([, option]) => !new RegExp(`(^|[\\s'{])${option}'?: \\{`, 'm').test(source))
    .map(([flag]) => `${file} takes no ${flag}`)
}
