/** For an option that may be given several times: what was given before, and the next one. */
export const collect = (next: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  next,
]
