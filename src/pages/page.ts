import { nodeCrypto } from '../core/node.js'
import { html, type Part } from './html.js'
import { LOOK } from './look/look.js'

/** A whole page. */
export interface Page {
  readonly title: string
  readonly body: Part
  /** Rules of this page besides those that all have. */
  readonly style?: string
  /** Rules of what it may do besides. Default: nothing. */
  readonly policy?: readonly string[]
  /** What makes the page nicer where scripts run. */
  readonly script?: string
}

const sha256 = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('base64')

/** The rules of a page that loads nothing: its own styles and scripts, told by their hashes. */
export function policyOf({ style = '', script, policy = [] }: Page): string {
  const scripts = script === undefined ? "'none'" : `'sha256-${sha256(script)}'`
  return [
    "default-src 'none'",
    `style-src 'sha256-${sha256(LOOK + style)}'`,
    `script-src ${scripts}`,
    "base-uri 'none'",
    ...policy,
  ].join('; ')
}

/** A page as the text of one file, which asks nobody for anything. */
export function pageText(page: Page): string {
  const { title, body, style = '', script } = page
  const document = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    html`<meta http-equiv="Content-Security-Policy" content="${policyOf(page)}" />`.text,
    html`<title>${title}</title>`.text,
    // Exactly what the policy has the hashes of.
    `<style>${LOOK + style}</style></head><body>`,
    html`${body}`.text,
    script === undefined ? '' : ['<script>', script, '</script>'].join(''),
    '</body></html>',
    '',
  ]
  return document.join('\n')
}
