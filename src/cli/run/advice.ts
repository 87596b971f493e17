import {
  type FailedOutcome,
  type LimitName,
  MontyError,
  MontyLimitError,
  MontyRuntimeError,
  type MountDir,
} from '../../index.js'

/** The reason why a call that needs an approval was denied. */
export const NOBODY_TO_ASK = 'needs an approval, and nobody can be asked'

/** The mounted directories, on which advice depends. */
export interface Given {
  readonly mounts: readonly MountDir[]
}

type Failed = Pick<FailedOutcome, 'status' | 'error' | 'hint'>

/** Advice on a failure: the library's, worded for the command line where that is more specific. */
export function adviceOn({ status, error, hint }: Failed, given: Given): string | undefined {
  const own = adviceOnFiles(error, given)
  const advice = own ?? (hint === undefined ? undefined : inWordsOfOptions(hint, error))
  return [advice, more(status, error)].filter((one) => one !== undefined).join(' ') || undefined
}

/** The option that raises each limit. */
const OPTION_OF: Readonly<Record<LimitName, string>> = {
  memory: '--max-memory',
  duration: '--max-duration',
  hostCalls: '--max-host-calls',
  environmentCalls: '--max-environment-calls',
  result: '--max-result',
  sleep: '--max-total-sleep',
}

function more(status: FailedOutcome['status'], error: MontyError): string | undefined {
  if (error instanceof MontyLimitError) return `${OPTION_OF[error.limit]} allows more.`
  if (status === 'timeout') return '--timeout allows more.'
  if (error.exception.typeName === 'RecursionError' && isOfPython(error))
    return '--max-recursion-depth allows more, up to 10000.'
  if (error.exception.message.endsWith(NOBODY_TO_ASK))
    return '--approve all makes such calls; at a terminal each is asked about.'
  if (error.exception.message.startsWith('input() has no one to ask'))
    return '--input name=value gives a program what it would ask for.'
  return undefined
}

/** Whether Python raised the error, not a tool. */
const isOfPython = (error: MontyError): boolean =>
  error instanceof MontyRuntimeError && error.cause === undefined

/** Advice on files that Python cannot see or change. */
function adviceOnFiles(error: MontyError, { mounts }: Given): string | undefined {
  const { typeName, message } = error.exception
  const [, path = ''] = /: '(.*)'$/.exec(message) ?? []
  const mount = mounts.find(
    ({ virtualPath }) => path === virtualPath || path.startsWith(`${virtualPath}/`),
  )
  if (message.startsWith('[Errno 30]') && mount !== undefined) {
    const name = mount.virtualPath.slice(1)
    return `${name} can only be read: --files ${name}:rw lets Python change it, :overlay keeps the changes off the disk.`
  }
  const isMissing =
    typeName === 'FileNotFoundError' ||
    (typeName === 'PermissionError' && message.startsWith('Permission denied: '))
  if (!isMissing || !isOfPython(error) || mount !== undefined) return undefined
  return mounts.length === 0
    ? 'Python sees no files unless --files gives it a directory: --files DIR to read, DIR:rw to change it.'
    : `Python sees ${mounts.map(({ virtualPath }) => virtualPath).join(', ')}, and no other files: --files DIR adds a directory.`
}

/**
 * Phrases of the library, and their wording for the command line. `NAME` stands for the name in the
 * error.
 */
const PHRASES: ReadonlyArray<readonly [says: string, instead: string]> = [
  [
    ', and there are no tools.',
    '. --tools FILE has what Python may call, --input NAME=VALUE gives it a value.',
  ],
  ['What the host provides is there', 'What --tools and --input give is there'],
  [
    'The host gives no such environment variable.',
    'There is no such variable: --env NAME=VALUE gives it, and --env NAME the one that is set here.',
  ],
  [
    'There is no command line: values come as inputs',
    'A program has no arguments of its own: values come by --input name=value',
  ],
  [
    'Nobody can be asked: values come as inputs and from tools.',
    'Nobody can be asked: values come by --input name=value, and from tools.',
  ],
  [
    'Settings come as inputs; os.getenv reads what the host gives.',
    'Settings come by --env NAME=value.',
  ],
  ['Only the files that the host provides exist', 'Only the files of --files exist'],
  [
    'The host provides no such file, and there is no disk. Data comes as inputs and from tools',
    'Python sees no such file: --files DIR gives it a directory. Data comes by --input and from tools',
  ],
  [
    'The host provides no such file, and there is no disk.',
    'Python sees no such file: --files DIR gives it a directory.',
  ],
]

function inWordsOfOptions(hint: string, error: MontyError): string {
  const [, name = 'NAME'] = /['`]([\p{ID_Start}_][\p{ID_Continue}]*)['`]/u.exec(error.message) ?? []
  return PHRASES.reduce(
    (text, [says, instead]) => text.replaceAll(says, () => instead.replaceAll('NAME', name)),
    hint,
  )
}
