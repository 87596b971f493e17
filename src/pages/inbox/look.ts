/** Styles of the inbox besides those of all pages. */
export const STYLE = `
.top { border-bottom: 1px solid var(--line); background: var(--panel); }
.top .bar { display: flex; justify-content: space-between; gap: 12px; padding-top: 8px; padding-bottom: 8px; flex-wrap: wrap; }
.top nav a { margin-right: 14px; }
main:focus { outline: none; }
.button { text-decoration: none; display: inline-block; }
.call-form { margin: 12px 0; min-width: 0; }
.call-form legend { padding: 0 6px; }
.choices { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 10px 0; }
.choices span { white-space: nowrap; }
.field { margin: 8px 0; display: grid; gap: 2px; }
.field textarea, .field input, .field select { width: 100%; max-width: 640px; }
.actions { display: flex; gap: 10px; flex-wrap: wrap; }
@media (max-width: 600px) { thead { display: none; } tr { display: block; padding: 8px 0; border-bottom: 1px solid var(--line); } td { display: block; border: 0; padding: 2px 0; } td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); } }
`

/** Optional script: keeps the list up to date, and adds keyboard shortcuts. */
export const SCRIPT = `(() => {
const live = document.getElementById('live'), form = document.getElementById('decide')
if (live) {
  const refresh = async () => {
    if (document.hidden) return
    try {
      const response = await fetch(location.href, { headers: { accept: 'text/html' } })
      if (!response.ok) return
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const next = page.getElementById('live'), now = document.getElementById('live')
      if (next && next.textContent !== now.textContent) {
        const at = [...now.querySelectorAll('.open')].indexOf(document.activeElement)
        now.replaceWith(next)
        if (at >= 0) next.querySelectorAll('.open')[at]?.focus()
      }
    } catch {}
  }
  window.setInterval(refresh, 4000)
  addEventListener('keydown', (event) => {
    if (event.key !== 'j' && event.key !== 'k') return
    const links = [...document.querySelectorAll('.open')]
    const at = links.indexOf(document.activeElement) + (event.key === 'j' ? 1 : -1)
    links[Math.max(0, Math.min(links.length - 1, at))]?.focus()
  })
}
if (form) {
  const choose = (part, action) => {
    const set = part.closest('fieldset')
    const radio = set && set.querySelector('input[type=radio][value=' + action + ']')
    if (radio) radio.checked = true
    if (radio) unfold(radio)
  }
  const unfold = (radio) => {
    const fields = radio.closest('fieldset').querySelector('details[data-for~=' + radio.value + ']')
    if (fields) fields.open = true
  }
  form.addEventListener('change', (event) => {
    if (event.target.type === 'radio' && event.target.checked) unfold(event.target)
  })
  form.addEventListener('input', (event) => {
    const id = event.target.id || ''
    if (id.startsWith('argument-')) choose(event.target, 'change')
    if (id.startsWith('message-')) choose(event.target, 'deny')
    if (id.startsWith('answer-') && event.target.localName === 'textarea') choose(event.target, 'answer')
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
    if (/textarea|select/.test(event.target.localName) || (event.target.localName === 'input' && event.target.type !== 'radio')) return
    const action = { a: 'approve', r: 'deny' }[event.key]
    if (action && event.target.closest('fieldset')) choose(event.target, action)
  })
}
})()`
