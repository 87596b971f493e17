import { colorsFor } from '../terminal/colors.js'
import { commonPrefix, type Completion, inColumns } from './candidates.js'
import {
  backspace,
  type Draft,
  draftOf,
  EMPTY,
  insert,
  left,
  lineEnd,
  lineStart,
  moveTo,
  removeTo,
  right,
  vertical,
  wordLeft,
  wordRight,
} from './edit.js'
import { highlighted } from './highlight.js'
import type { History } from './history.js'
import { indentAfter, isComplete } from './input-end.js'
import { nameOfKey, type Key, Presses } from './keys.js'
import { Screen } from './screen.js'
import { Search } from './search.js'

/** The result of reading a statement. */
export type Typed =
  | { readonly kind: 'statement'; readonly text: string }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'end' }

const END: Typed = { kind: 'end' }

interface Terminal {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
}

/** Completes the text before the cursor. */
type Complete = (before: string) => Promise<Completion>

/** Reads multi-line statements from a terminal, with history, completion and colors. */
export class Editor {
  readonly #input: NodeJS.ReadStream
  readonly #output: NodeJS.WriteStream
  readonly #history: History
  readonly #complete: Complete
  readonly #screen: Screen
  readonly #presses: Presses
  #draft = EMPTY
  /** Index of the shown history entry; the typed text comes after the last one. */
  #at = 0
  #typed = EMPTY
  #search: Search | undefined
  #isPasting = false
  #wasTab = false

  constructor({ input, output }: Terminal, history: History, complete: Complete) {
    this.#input = input
    this.#output = output
    this.#history = history
    this.#complete = complete
    this.#screen = new Screen(output)
    this.#presses = new Presses(input)
  }

  /** Reads the next statement. */
  async read(): Promise<Typed> {
    this.#draft = EMPTY
    this.#typed = EMPTY
    this.#at = this.#history.entries.length
    this.#input.setRawMode(true)
    // Enables bracketed paste, so that pasted lines are not commands.
    this.#output.write('\u001B[?2004h')
    const redraw = (): void => this.#draw()
    this.#output.on('resize', redraw)
    this.#presses.isListening = true
    this.#input.resume()
    try {
      this.#draw()
      for (;;) {
        const pressed = await this.#presses.next()
        const typed = pressed === undefined ? END : await this.#press(pressed.text, pressed.key)
        if (typed !== undefined) return typed
        // Redraws once after a burst of keys or a paste.
        if (this.#presses.isEmpty) this.#draw()
      }
    } finally {
      this.#presses.isListening = false
      this.#output.off('resize', redraw)
      this.#screen.leave()
      this.#output.write('\u001B[?2004l')
      this.#input.setRawMode(false)
      this.#input.pause()
    }
  }

  #draw(): void {
    const colors = colorsFor(this.#output)
    if (this.#search !== undefined) {
      const prompt = colors.dim(`search '${this.#search.pattern}': `)
      const shown = draftOf((this.#search.found ?? '').split('\n').join(' ⏎ '))
      this.#screen.draw(shown, { prompt, more: '', paint: (text) => highlighted(text, colors) })
      return
    }
    const [prompt, more] = [colors.cyan('>>> '), colors.cyan('... ')]
    this.#screen.draw(this.#draft, { prompt, more, paint: (text) => highlighted(text, colors) })
  }

  async #press(text: string | undefined, key: Key): Promise<Typed | undefined> {
    const name = nameOfKey(key)
    const wasTab = this.#wasTab
    this.#wasTab = name === 'tab'
    if (this.#search !== undefined && !this.#searchOn(this.#search, text, name)) return undefined
    if (name === 'paste-start') this.#isPasting = true
    else if (name === 'paste-end') this.#isPasting = false
    else if (this.#isPasting) this.#paste(text, name)
    // Lines typed before the terminal is raw end with the other of the two names.
    else if (name === 'return' || name === 'enter') return this.#enter()
    else if (name === 'tab') await this.#tab(wasTab)
    else if (name === 'ctrl-c') return { kind: 'abandoned' }
    else if (name === 'ctrl-d' && this.#draft.text === '') return END
    else if (name === 'ctrl-d' && this.#isAtBlankEnd) return this.#submit()
    else if (name === 'ctrl-l') this.#screen.clear()
    else if (name === 'ctrl-r') this.#search = new Search(this.#history.entries)
    else this.#edit(name, text)
    return undefined
  }

  #edit(name: string, text: string | undefined): void {
    const change = CHANGES[name]
    const draft = this.#draft
    if (change !== undefined) this.#draft = change(draft)
    else if (name === 'up' || name === 'ctrl-p')
      this.#draft = vertical(draft, -1) ?? this.#recall(-1)
    else if (name === 'down' || name === 'ctrl-n')
      this.#draft = vertical(draft, 1) ?? this.#recall(1)
    else if (text !== undefined && isPrintable(text)) this.#draft = insert(draft, text)
  }

  /** Ends the statement, or begins its next line. */
  #enter(): Typed | undefined {
    const { text, cursor } = this.#draft
    const isAtEnd = text.slice(cursor).trim() === ''
    if ((isAtEnd || !text.includes('\n')) && isComplete(text)) return this.#submit()
    this.#draft = insert(this.#draft, `\n${indentAfter(text.slice(0, cursor))}`)
    return undefined
  }

  /** Whether the cursor is on an empty line at the end. */
  get #isAtBlankEnd(): boolean {
    const { text, cursor } = this.#draft
    return text.slice(lineStart(this.#draft)).trim() === '' && cursor >= text.trimEnd().length
  }

  /** Submits the statement unchanged. */
  #submit(): Typed {
    const { text } = this.#draft
    this.#draft = draftOf(text)
    this.#draw()
    const statement = text.trimEnd()
    this.#history.add(statement)
    return { kind: 'statement', text: statement }
  }

  #paste(text: string | undefined, name: string): void {
    const pasted = name === 'return' || name === 'enter' ? '\n' : name === 'tab' ? '    ' : text
    if (pasted !== undefined && (pasted === '\n' || isPrintable(pasted))) {
      this.#draft = insert(this.#draft, pasted)
    }
  }

  /** Moves through the history, and keeps the typed text meanwhile. */
  #recall(step: -1 | 1): Draft {
    const { entries } = this.#history
    const next = this.#at + step
    if (next < 0 || next > entries.length) return this.#draft
    if (this.#at === entries.length) this.#typed = this.#draft
    this.#at = next
    return next === entries.length ? this.#typed : draftOf(entries[next]!)
  }

  async #tab(isSecond: boolean): Promise<void> {
    const draft = this.#draft
    if (draft.text.slice(lineStart(draft), draft.cursor).trim() === '') {
      this.#draft = insert(draft, '    ')
      return
    }
    const { from, candidates } = await this.#complete(draft.text.slice(0, draft.cursor))
    if (candidates.length === 0) return
    const typed = draft.text.slice(from, draft.cursor)
    const common = candidates.length === 1 ? candidates[0]! : commonPrefix(candidates)
    if (common.length > typed.length) {
      this.#draft = insert(draft, common.slice(typed.length))
    } else if (isSecond) {
      this.#screen.writeBelow(inColumns(candidates, this.#screen.columns))
    }
  }

  /** Handles a key of a history search; returns whether the key must be handled further. */
  #searchOn(search: Search, text: string | undefined, name: string): boolean {
    if (name === 'ctrl-r') search.further()
    else if (name === 'backspace') search.shorten()
    else if (name === 'ctrl-c' || name === 'ctrl-g' || name === 'escape') this.#search = undefined
    else if (text !== undefined && isPrintable(text)) search.extend(text)
    else {
      this.#search = undefined
      if (search.found !== undefined) this.#draft = draftOf(search.found)
      return name !== 'return' && name !== 'enter'
    }
    return false
  }
}

/** Edits by key. */
const CHANGES: Readonly<Record<string, (draft: Draft) => Draft>> = {
  left: (draft) => moveTo(draft, left(draft)),
  right: (draft) => moveTo(draft, right(draft)),
  'ctrl-b': (draft) => moveTo(draft, left(draft)),
  'ctrl-f': (draft) => moveTo(draft, right(draft)),
  home: (draft) => moveTo(draft, lineStart(draft)),
  end: (draft) => moveTo(draft, lineEnd(draft)),
  'ctrl-a': (draft) => moveTo(draft, lineStart(draft)),
  'ctrl-e': (draft) => moveTo(draft, lineEnd(draft)),
  'ctrl-left': (draft) => moveTo(draft, wordLeft(draft)),
  'ctrl-right': (draft) => moveTo(draft, wordRight(draft)),
  'meta-b': (draft) => moveTo(draft, wordLeft(draft)),
  'meta-f': (draft) => moveTo(draft, wordRight(draft)),
  backspace,
  delete: (draft) => removeTo(draft, right(draft)),
  'ctrl-d': (draft) => removeTo(draft, right(draft)),
  'ctrl-k': (draft) => removeTo(draft, lineEnd(draft)),
  'ctrl-u': (draft) => removeTo(draft, lineStart(draft)),
  'ctrl-w': (draft) => removeTo(draft, wordLeft(draft)),
  'meta-d': (draft) => removeTo(draft, wordRight(draft)),
  'meta-return': (draft) => insert(draft, '\n'),
}

/** Whether the text is printable, and no key. */
const isPrintable = (text: string): boolean =>
  // oxlint-disable-next-line no-control-regex
  text !== '' && !/[\u0000-\u001F\u007F-\u009F]/.test(text)
