/** Colors and components of all pages. Every pair of colors meets the contrast of WCAG AA. */
export const LOOK = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --panel: #f5f7f9; --line: #ccd3da; --text: #1b1f24; --quiet: #565f69;
  --accent: #0b5cad; --ok: #17632f; --bad: #b3261e; --warn: #8a5000; --hold: #6a3fa8;
  --ok-back: #e3f4e8; --bad-back: #fdebe9; --warn-back: #fdf1de; --hold-back: #f1eafb; --accent-back: #e3f0fd;
  --py-word: #7a3e9d; --py-text: #17632f; --py-number: #8a5000;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14171a; --panel: #1c2126; --line: #3a424b; --text: #e6e9ec; --quiet: #a5aeb8;
    --accent: #80bbff; --ok: #74d493; --bad: #ff9f97; --warn: #f2bd63; --hold: #cbaaff;
    --ok-back: #16301f; --bad-back: #3d1d1a; --warn-back: #38290f; --hold-back: #2c2140; --accent-back: #152c45;
    --py-word: #cbaaff; --py-text: #74d493; --py-number: #f2bd63;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, .bar { max-width: 1200px; margin: 0 auto; padding: 0 16px; }
main { padding-bottom: 48px; }
h1 { font-size: 1.35rem; margin: 20px 0 8px; }
h2 { font-size: 1.05rem; margin: 28px 0 8px; }
a { color: var(--accent); }
code, pre, .mono, textarea, .tree { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: 13px; }
pre { margin: 0; white-space: pre-wrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.quiet { color: var(--quiet); }
.badge { display: inline-block; padding: 1px 9px; border-radius: 999px; font-size: 13px; font-weight: 600; border: 1px solid currentColor; }
.is-ok { color: var(--ok); background: var(--ok-back); }
.is-bad { color: var(--bad); background: var(--bad-back); }
.is-warn { color: var(--warn); background: var(--warn-back); }
.is-hold { color: var(--hold); background: var(--hold-back); }
.is-on { color: var(--accent); background: var(--accent-back); }
button, .button { font: inherit; padding: 5px 14px; border-radius: 6px; border: 1px solid var(--line); background: var(--panel); color: var(--text); cursor: pointer; }
button.main { background: var(--accent); border-color: var(--accent); color: var(--back); font-weight: 600; }
button.danger { color: var(--bad); border-color: currentColor; }
button:disabled { opacity: .6; cursor: default; }
input, textarea, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--quiet); border-radius: 6px; padding: 5px 8px; max-width: 100%; }
input[type=checkbox], input[type=radio] { accent-color: var(--accent); width: 16px; height: 16px; }
label { display: inline-block; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 600; color: var(--quiet); }
th, td { padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; }
summary { cursor: pointer; }
ul.panel { padding-left: 30px; }
.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 8px 0; padding: 0; list-style: none; }
.facts b { font-weight: 600; }
.tree { display: inline-block; vertical-align: top; max-width: 100%; }
.tree ul { margin: 0 0 0 6px; padding: 0 0 0 12px; border-left: 1px solid var(--line); list-style: none; }
.tree .key, .key { color: var(--accent); } .text { color: var(--py-text); white-space: pre-wrap; } .number { color: var(--py-number); } .word { color: var(--py-word); } .odd, .mark { color: var(--quiet); }
.source { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.source .row { display: grid; grid-template-columns: 3ch minmax(0, 1fr); column-gap: 12px; padding: 0 10px 0 6px; }
.source .row:target, .source .row.here { background: var(--accent-back); }
.source .row.wrong { background: var(--bad-back); }
.source .no { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--quiet); text-align: right; user-select: none; font-variant-numeric: tabular-nums; }
.source .notes { grid-column: 2; padding: 1px 0 5px; display: flex; flex-wrap: wrap; gap: 4px 8px; }
.note { font-size: 13px; border: 1px solid var(--line); border-radius: 6px; padding: 0 7px; background: var(--back); text-decoration: none; color: var(--text); max-width: 100%; }
.py-keyword { color: var(--py-word); } .py-string { color: var(--py-text); } .py-number, .py-decorator { color: var(--py-number); } .py-comment { color: var(--quiet); font-style: italic; } .py-builtin { color: var(--accent); } .py-definition { font-weight: 700; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 8px; top: 8px; background: var(--back); padding: 6px; }
@media (max-width: 600px) { main, .bar { padding-left: 10px; padding-right: 10px; } .facts { gap: 2px 16px; } }
@media print { :root { color-scheme: light; } body { font-size: 11px; } .no-print { display: none !important; } details::details-content { content-visibility: visible; display: block; } .panel, .source .row { break-inside: avoid; } }
`
