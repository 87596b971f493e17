/** Styles of the report besides those of all pages. */
export const STYLE = `
.caret { color: var(--bad); }
.fall { list-style: none; margin: 0; padding: 0; }
.call, .axis { display: grid; grid-template-columns: minmax(90px, 220px) minmax(0, 1fr) 80px minmax(0, 200px); column-gap: 10px; align-items: center; }
.call { border-bottom: 1px solid var(--line); padding: 1px 0; }
.call:target, .one:target { background: var(--accent-back); }
.call .name { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 13px; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.call .name { color: var(--quiet); } .call .name b { color: var(--accent); font-weight: 600; }
.call .took { text-align: right; font-size: 13px; font-variant-numeric: tabular-nums; }
.call .came { font-size: 12px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.axis text { font: 11px system-ui, sans-serif; fill: var(--quiet); } .axis line { stroke: var(--line); }
.call svg { width: 100%; height: 18px; } .call rect { y: 3px; height: 12px; rx: 2px; }
rect.good { fill: var(--accent); } rect.bad { fill: var(--bad); } rect.open { fill: var(--warn); } rect.pause { fill: var(--hold-back); stroke: var(--hold); stroke-width: .5; } .call rect.pause { y: 0; height: 18px; rx: 0; }
polyline { fill: none; stroke-width: 2; vector-effect: non-scaling-stroke; } polyline.memory { stroke: var(--hold); } polyline.computing { stroke: var(--ok); }
.legend { font-size: 13px; margin: 2px 0; } .legend .memory { color: var(--hold); } .legend .computing { color: var(--ok); }
.one { margin: 6px 0; padding: 6px 12px; } .one dl { display: grid; grid-template-columns: 80px minmax(0, 1fr); gap: 4px 10px; margin: 8px 0 4px; } .one dt { color: var(--quiet); } .one dd { margin: 0; }
.hint { white-space: pre-wrap; }
.search input { width: 24ch; }
@media (max-width: 600px) { .call { grid-template-columns: minmax(0, 1fr) 72px; } .call svg { grid-row: 2; grid-column: 1 / -1; } .axis { grid-template-columns: minmax(0, 1fr); } .call .came { display: none; } }
`

/** Optional script: searches calls, and opens details that are linked to or printed. */
export const SCRIPT = `(() => {
const find = document.getElementById('find'), found = document.getElementById('found')
const rows = [...document.querySelectorAll('[data-find]')]
find.hidden = false
find.addEventListener('input', () => {
  const text = find.value.toLowerCase()
  let count = 0
  for (const row of rows) {
    const has = row.textContent.toLowerCase().includes(text)
    row.hidden = !has
    if (has && row.localName === 'li') count++
  }
  found.textContent = text === '' ? '' : count + ' of ' + rows.filter((row) => row.localName === 'li').length + ' calls'
})
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target && target.localName === 'details') target.open = true
}
addEventListener('hashchange', open)
open()
addEventListener('beforeprint', () => { for (const one of document.querySelectorAll('details')) one.open = true })
})()`
