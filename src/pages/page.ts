import { nodeCrypto } from '../core/node.js'
import { html, type Part } from './html.js'
import { LOOK } from './look/look.js'

/** A complete page. */
export interface Page {
  readonly title: string
  readonly body: Part
  /** Styles besides those of all pages. */
  readonly style?: string
  /** Further directives of the content security policy. Default: none. */
  readonly policy?: readonly string[]
  /** Script of the page, which works without it. */
  readonly script?: string
}

const sha256 = (text: string): string =>
  nodeCrypto().createHash('sha256').update(text).digest('base64')

/**
 * Content security policy of a page that loads nothing: its own styles and scripts are allowed by
 * their hashes.
 */
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

/** Renders a page as one self-contained file. */
export function pageText(page: Page): string {
  const { title, body, style = '', script } = page
  const document = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    html`<meta http-equiv="Content-Security-Policy" content="${policyOf(page)}" />`.text,
    html`<title>${title}</title>`.text,
    // Exactly the text whose hash is in the policy.
    `<style>${LOOK + style}</style></head><body>`,
    html`${body}`.text,
    script === undefined ? '' : ['<script>', script, '</script>'].join(''),
    '</body></html>',
    '',
  ]
  return document.join('\n')
}
