import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { python } from '@codemirror/lang-python'
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint'
import { EditorState, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { HIDDEN, visibleText } from '../pages/html.js'
import type { Finding } from './play-event.js'

interface Settings {
  readonly parent: HTMLElement
  readonly code: string
  readonly run: () => void
  readonly check: (code: string) => Promise<readonly Finding[]>
}

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--py-word)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--py-text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.meta], color: 'var(--py-number)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
  { tag: [tags.definition(tags.function(tags.variableName)), tags.className], fontWeight: 'bold' },
])

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--back)', fontSize: '14px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--quiet)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-back) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--panel)',
    color: 'var(--text)',
    border: '1px solid var(--line)',
  },
})

/** An editor for Python with a linter. */
export function pythonEditor({ parent, code, run, check }: Settings): EditorView {
  const findings = linter(
    async ({ state }): Promise<Diagnostic[]> => {
      const found = await check(state.doc.toString())
      return found.map((one) => placed(state, one))
    },
    { delay: 400 },
  )
  const keys = [{ key: 'Mod-Enter', run: () => (run(), true) }]
  return new EditorView({
    parent,
    doc: code,
    extensions: [
      Prec.highest(keymap.of(keys)),
      lineNumbers(),
      lintGutter(),
      history(),
      // A link may contain an untrusted program with misleading characters.
      highlightSpecialChars({ addSpecialChars: HIDDEN }),
      drawSelection(),
      indentOnInput(),
      indentUnit.of('    '),
      bracketMatching(),
      highlightActiveLine(),
      python(),
      syntaxHighlighting(colors),
      look,
      findings,
      EditorView.contentAttributes.of({ 'aria-label': 'Program', tabindex: '0' }),
      keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
    ],
  })
}

/** Converts a finding to a diagnostic at its place, as far as that still exists. */
function placed({ doc }: EditorState, finding: Finding): Diagnostic {
  const at = (line: number, column: number): number => {
    if (line > doc.lines) return doc.length
    const { from, text } = doc.line(line)
    // Columns are counted in code points.
    return (
      from +
      Array.from(text)
        .slice(0, column - 1)
        .join('').length
    )
  }
  const from = at(finding.line, finding.column)
  const to = Math.max(from, at(finding.endLine, finding.endColumn))
  return { from, to, severity: finding.severity, message: visibleText(finding.message) }
}
