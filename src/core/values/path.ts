/** Path of a value: names and indices, starting with the name of the root. */
export type Path = ReadonlyArray<string | number>

/** Formats a path, as in `inputs.rows[3].when`. */
export function formatPath(path: Path): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else if (text === '') text = step
    else if (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(step)) text += `.${step}`
    else text += `[${JSON.stringify(step)}]`
  }
  return text.length > 300 ? `${text.slice(0, 140)}…${text.slice(-140)}` : text
}
