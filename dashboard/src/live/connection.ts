import { reactive } from 'vue'
import { sseParser, type ServerEvent } from '../api/sse'
import type { CaseSummary, Heartbeat } from '../api/types'
import { accessToken, refreshSession, session, sessionEnded } from '../session/session'
import { followClock } from '../ui/now'

/** Without a heartbeat for this long, what is on the screen is not live, whatever the socket says. */
const SILENCE = 15_000
/** At most four paints a second. */
const FLUSH = 250
const LONGEST_WAIT = 30_000

interface LiveState {
  state: 'connecting' | 'live' | 'down'
  /** Since when it is not live, or quiet; ms. */
  since: number
  quietSince: number | null
  rate: number
  open: number | null
}

export const live = reactive<LiveState>({
  state: 'connecting',
  since: 0,
  quietSince: null,
  rate: 0,
  open: null,
})

/** Who keeps what the events speak of. The connection itself knows no list. */
export interface LiveListener {
  /** Cases as they are now, each once, at most four times a second. */
  changed(cases: CaseSummary[]): void
  /** The stream is back after a break: what happened meanwhile was not heard. */
  missed(): void
}

let running: { stop: () => void; retryNow: () => void } | null = null

/** Follows the events of the server until it is stopped. There is one connection a page. */
export function startLive(listener: LiveListener) {
  running?.stop()
  running = connectLive(listener)
}

export function stopLive() {
  running?.stop()
  running = null
}

/** Tries at once when the connection is down, instead of waiting for the next attempt. */
export const retryLive = () => running?.retryNow()

function connectLive(listener: LiveListener): { stop: () => void; retryNow: () => void } {
  const pending = new Map<string, CaseSummary>()
  let flushing: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let connection: AbortController | null = null
  let lastId: string | null = null
  let attempt = 0
  let stopped = false

  async function connect() {
    const mine = (connection = new AbortController())
    try {
      await read(mine.signal)
    } catch {
      // Whatever broke it, the answer is the same: say so, and try again.
    }
    mine.abort()
    if (stopped || connection !== mine) return
    clearTimeout(silence)
    fall()
    waiting = setTimeout(connect, backoff(attempt++))
  }

  async function read(signal: AbortSignal) {
    hush()
    let response = await open(signal)
    if (response.status === 401) {
      if (!(await refreshSession())) return sessionEnded()
      response = await open(signal)
    }
    if (!response.ok || !response.body) return
    if (live.state === 'down') listener.missed()
    const parse = sseParser(take)
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      if (!signal.aborted) parse(value)
    }
  }

  function open(signal: AbortSignal) {
    const headers: Record<string, string> = {
      Accept: 'text/event-stream',
      Authorization: `Bearer ${accessToken()}`,
    }
    if (lastId !== null) headers['Last-Event-ID'] = lastId
    return fetch('/api/live', { headers, signal, cache: 'no-store' })
  }

  function take({ event, data, id }: ServerEvent) {
    if (id !== null) lastId = id
    if (event === 'heartbeat') beat(JSON.parse(data) as Heartbeat)
    if (event === 'missed') listener.missed()
    if (event !== 'case') return
    const changed = JSON.parse(data) as CaseSummary
    if ((pending.get(changed.id)?.version ?? 0) <= changed.version) pending.set(changed.id, changed)
    flushing ??= setTimeout(flush, FLUSH)
  }

  function beat(heartbeat: Heartbeat) {
    attempt = 0
    hush()
    followClock(heartbeat.now)
    const quietSince = heartbeat.rate > 0 ? null : (live.quietSince ?? Date.now())
    Object.assign(live, { state: 'live', rate: heartbeat.rate, open: heartbeat.open, quietSince })
  }

  function flush() {
    flushing = undefined
    const cases = [...pending.values()]
    pending.clear()
    listener.changed(cases)
  }

  /** (Re)starts the count to silence. */
  function hush() {
    clearTimeout(silence)
    silence = setTimeout(() => {
      fall()
      connection?.abort()
    }, SILENCE)
  }

  function fall() {
    if (live.state !== 'down') Object.assign(live, { state: 'down', since: Date.now(), quietSince: null })
  }

  function stop() {
    stopped = true
    for (const timer of [flushing, silence, waiting]) clearTimeout(timer)
    connection?.abort()
    Object.assign(live, { state: 'connecting', quietSince: null, open: null })
  }

  function retryNow() {
    if (live.state !== 'down' || stopped || session.state !== 'in') return
    clearTimeout(waiting)
    attempt = 0
    connection?.abort()
    void connect()
  }

  void connect()
  return { stop, retryNow }
}

/** 0.5 s, 1 s, 2 s … 30 s, spread by half so that not all screens come back at the same moment. */
function backoff(attempt: number): number {
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** attempt)
  return wait / 2 + (Math.random() * wait) / 2
}
