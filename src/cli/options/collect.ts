/** Collects the values of an option that may be given several times. */
export const collect = (next: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  next,
]
