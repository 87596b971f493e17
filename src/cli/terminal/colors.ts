type Paint = (text: string) => string

/** Colors texts, if colors are on. */
export interface Colors {
  readonly isOn: boolean
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
  readonly magenta: Paint
  readonly cyan: Paint
  readonly bold: Paint
  readonly dim: Paint
  readonly inverse: Paint
}

/**
 * Whether a stream supports colors: a terminal, unless `NO_COLOR` is set or the terminal is dumb.
 * `FORCE_COLOR` overrides the terminal.
 */
export function wantsColors(
  stream: { isTTY?: boolean },
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return !['', '0', 'false'].includes(env['FORCE_COLOR'])
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}

/** The colors of a stream. */
export function colorsFor(stream: { isTTY?: boolean }): Colors {
  const isOn = wantsColors(stream)
  const sgr =
    (open: number, close: number) =>
    (text: string): string =>
      isOn ? `\u001B[${open}m${text}\u001B[${close}m` : text
  return {
    isOn,
    red: sgr(31, 39),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    magenta: sgr(35, 39),
    cyan: sgr(36, 39),
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    inverse: sgr(7, 27),
  }
}
