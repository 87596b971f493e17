// Events for the page, from the server or from the engine in the page.

/** A finding of the type checker. Lines and columns begin at 1. */
export interface Finding {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
}

/** An event of a run. */
export type PlayEvent =
  | { readonly type: 'printed'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly type: 'call'; readonly id: number; readonly text: string }
  | { readonly type: 'ended'; readonly id: number; readonly text: string; readonly isGood: boolean }
  | {
      readonly type: 'done'
      readonly status: string
      /** The value, or the error. */
      readonly text: string
      /** The address of the report. */
      readonly report: string
    }
