import type { Command, Option } from 'commander'

type Shell = 'bash' | 'zsh' | 'fish'

/** The parts of a command that completion needs. */
interface Completed {
  readonly name: string
  readonly summary: string
  readonly options: readonly Option[]
  /** The values of its first argument, if restricted. */
  readonly choices: readonly string[]
  readonly takesFiles: boolean
}

/** Generates a completion script from the definition of the command line. */
export function completionScript(program: Command, shell: Shell): string {
  const commands = program.commands.map(completed)
  switch (shell) {
    case 'bash':
      return bash(program.name(), commands)
    case 'zsh':
      return zsh(program.name(), commands)
    case 'fish':
      return fish(program.name(), commands)
  }
}

function completed(command: Command): Completed {
  const [argument] = command.registeredArguments
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: command.createHelp().visibleOptions(command),
    choices: argument?.argChoices ?? [],
    takesFiles: argument !== undefined && argument.argChoices === undefined,
  }
}

const flagsOf = ({ short, long }: Option): string[] =>
  [short, long].filter((one) => one !== undefined)

/** Whether the value of an option is a file or a folder. */
const takesFile = ({ flags }: Option): boolean => /<(?:file|dir)\b/.test(flags)

function bash(name: string, commands: readonly Completed[]): string {
  const cases = commands.map(({ name: command, options, choices, takesFiles }) => {
    const flags = options.flatMap(flagsOf).join(' ')
    return `      ${command}) options="${flags}"; words="${choices.join(' ')}"; files=${takesFiles ? 1 : 0} ;;`
  })
  const valued = commands.flatMap(({ options }) =>
    options
      .filter(({ required, optional }) => required || optional)
      .map((option) => {
        const values = option.argChoices?.join(' ') ?? ''
        return `      ${flagsOf(option).join('|')}) options=""; words="${values}"; files=${takesFile(option) ? 1 : 0} ;;`
      }),
  )
  return `# Completion of ${name} in bash.
_${identifier(name)}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local options="" words="" files=0 found
  if [ "$current" = "=" ]; then
    current=""
  elif [ "$previous" = "=" ]; then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map((command) => command.name).join(' ')}"
    options="--help --version"
  else
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    esac
    case "$previous" in
${[...new Set(valued)].join('\n')}
    esac
  fi
  if [[ "$current" == -* ]]; then words="$options"; files=0; fi
  COMPREPLY=()
  while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -W "$words" -- "$current")
  if [ "$files" -eq 1 ]; then
    while IFS= read -r found; do COMPREPLY+=("$found"); done < <(compgen -f -- "$current")
    compopt -o filenames 2> /dev/null
  fi
}
complete -F _${identifier(name)} ${name}
`
}

function zsh(name: string, commands: readonly Completed[]): string {
  const list = commands.map(
    ({ name: command, summary }) => `    ${quoted(`${command}:${summary}`)}`,
  )
  const cases = commands.map(({ name: command, options, choices, takesFiles }) => {
    const specs = options.map((option) => `        ${quoted(zshOption(option))}`)
    if (choices.length > 0) specs.push(`        ${quoted(`1: :(${choices.join(' ')})`)}`)
    if (takesFiles) specs.push(`        ${quoted('*: :_files')}`)
    return `      ${command}) _arguments \\\n${specs.join(' \\\n')} ;;`
  })
  return `#compdef ${name}
# Completion of ${name} in zsh.
_${identifier(name)}() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
  else
    local command="\${words[2]}"
    shift words
    (( CURRENT-- ))
    case "$command" in
${cases.join('\n')}
    esac
  fi
}
compdef _${identifier(name)} ${name}
`
}

/** Formats an option for `_arguments`. */
function zshOption(option: Option): string {
  const description = `[${option.description.replaceAll(/[[\]:]/g, String.raw`\$&`)}]`
  if (!option.required && !option.optional) return `${option.long}${description}`
  const values =
    option.argChoices === undefined
      ? takesFile(option)
        ? '_files'
        : ''
      : `(${option.argChoices.join(' ')})`
  return `*${option.long}${description}:value:${values}`
}

function fish(name: string, commands: readonly Completed[]): string {
  const names = commands.map((command) => command.name).join(' ')
  const lines = commands.flatMap((command) => {
    const condition = `-n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`
    return [
      `complete -c ${name} -f -n ${quoted(`not __fish_seen_subcommand_from ${names}`)} -a ${command.name} -d ${quoted(command.summary)}`,
      ...command.options.map((option) => `complete -c ${name} ${condition} ${fishOption(option)}`),
      ...(command.takesFiles ? [`complete -c ${name} ${condition} -F`] : []),
      ...(command.choices.length > 0
        ? [`complete -c ${name} -f ${condition} -a ${quoted(command.choices.join(' '))}`]
        : []),
    ]
  })
  return `# Completion of ${name} in fish.\n${lines.join('\n')}\n`
}

function fishOption(option: Option): string {
  const { short, long, required, optional, argChoices, description } = option
  const parts = [
    short === undefined ? '' : `-s ${short.slice(1)}`,
    long === undefined ? '' : `-l ${long.slice(2)}`,
    required || optional ? (takesFile(option) ? '-r -F' : '-x') : '',
    argChoices === undefined ? '' : `-a ${quoted(argChoices.join(' '))}`,
    `-d ${quoted(description)}`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
const identifier = (name: string): string => name.replaceAll('-', '_')
