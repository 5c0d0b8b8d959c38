import { onBeforeUnmount, onMounted, reactive } from 'vue'

interface Health {
  tone: '' | 'ok' | 'warn' | 'down'
  words: string
}

/** Whether the gate runs, asked every ten seconds while the page is there. */
export function useHealth() {
  const health = reactive<Health>({ tone: '', words: 'Asking the gate' })
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask() {
    try {
      const { ok, status } = await fetch('/health/live', { cache: 'no-store' })
      Object.assign(health, ok ? { tone: 'ok', words: 'The gate is deciding' } : impaired(status))
    } catch {
      Object.assign(health, { tone: 'down', words: 'The gate does not answer' })
    }
    timer = setTimeout(ask, 10_000)
  }

  onMounted(ask)
  onBeforeUnmount(() => clearTimeout(timer))
  return health
}

const impaired = (status: number) => ({ tone: 'warn', words: `The gate is not well (${status})` })
