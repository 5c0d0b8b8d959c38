import { onBeforeUnmount, onMounted, ref } from 'vue'

/** Single keys can be switched off in the help sheet (WCAG 2.1.4). */
const STORED = 'tollgate.keys'
export const keysOn = ref(read())

export function setKeys(on: boolean) {
  keysOn.value = on
  try {
    localStorage.setItem(STORED, on ? 'on' : 'off')
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** Single-key commands while the component is mounted. They rest in fields, behind dialogs, and with a modifier held. */
export function useKeys(commands: Record<string, (event: KeyboardEvent) => void>) {
  function onKey(event: KeyboardEvent) {
    const command = commands[event.key]
    if (!command || !isForPage(event)) return
    event.preventDefault()
    command(event)
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}

function isForPage(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return false
  if (!keysOn.value && event.key !== 'Escape') return false
  if (document.querySelector('[role=dialog], [role=menu]')) return false
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('input, textarea, select, [contenteditable=true]')) return false
  // Enter on something that can be pressed presses that.
  return !(event.key === 'Enter' && target?.closest('a, button'))
}

function read(): boolean {
  try {
    return localStorage.getItem(STORED) !== 'off'
  } catch {
    return true
  }
}
