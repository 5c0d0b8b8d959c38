import type { CaseChange, CaseDetail, CaseSummary } from '../api/types'
import { changed, firstPages, partOf } from './casePages.ts'
import { someCase, summaryOf, THRESHOLDS } from './fixtures.ts'

type Handler = (request: Request, url: URL, match: RegExpMatchArray) => Response | Promise<Response>

/** The API at the level of fetch, for specs and for looking at the screens. It keeps its cases in memory. */
export class FakeServer {
  readonly cases: CaseDetail[] = []
  /** Every request, as "METHOD path". */
  readonly seen: string[] = []
  /** What each reader of the live stream said it had last. */
  readonly lastEventIds: (string | null)[] = []
  roles = ['admin']
  demo = true
  private versions = new Map<string, number>()
  private signedIn = false
  private tokens = 0
  private streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  private events = 0

  constructor(cases: CaseDetail[] = []) {
    this.cases.push(...cases)
  }

  static withQueue(count: number, now: number): FakeServer {
    return new FakeServer(Array.from({ length: count }, (_, i) => someCase(i, now - 40_000 - i * 83_000)))
  }

  /** Stands in for the global fetch. */
  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request =
      input instanceof Request ? input : new Request(new URL(String(input), 'http://tollgate.test'), init)
    const url = new URL(request.url)
    this.seen.push(`${request.method} ${url.pathname}`)
    for (const [method, path, handle] of this.routes) {
      const match = method === request.method ? url.pathname.match(path) : null
      if (match) return handle(request, url, match)
    }
    return problem(404, 'not_found', 'There is nothing here')
  }

  /** A new or changed case, told to everybody who listens. */
  tell(detail: CaseDetail) {
    const known = this.cases.findIndex((item) => item.id === detail.id)
    if (known < 0) this.cases.unshift(detail)
    else this.cases[known] = detail
    detail.version = Math.max(detail.version, this.version(detail.id) + 1)
    this.versions.set(detail.id, detail.version)
    this.send('case', summaryOf(detail), ++this.events)
  }

  /** An event as it was before, which comes late. */
  tellLate(detail: CaseDetail) {
    this.send('case', summaryOf(detail), ++this.events)
  }

  beat(rate = 3.1) {
    this.send('heartbeat', { now: new Date().toISOString(), rate, open: this.open().length })
  }

  /** Cuts every stream, as a restart of the server does. */
  cut() {
    for (const stream of this.streams) stream.close()
    this.streams.clear()
  }

  /** Takes the access token away, as time does. */
  expireToken() {
    this.tokens++
  }

  endSession() {
    this.signedIn = false
    this.tokens++
  }

  private readonly routes: [method: string, path: RegExp, handle: Handler][] = [
    ['POST', /^\/api\/session$/, (request) => this.signIn(request)],
    [
      'POST',
      /^\/api\/session\/refresh$/,
      () => (this.signedIn ? this.session() : problem(401, 'unauthenticated')),
    ],
    ['DELETE', /^\/api\/session$/, () => (this.endSession(), new Response(null, { status: 204 }))],
    ['GET', /^\/health\/live$/, () => json({ status: 'live' })],
    ['GET', /^\/api\/overview$/, this.guarded(() => json(this.overview()))],
    ['GET', /^\/api\/cases$/, this.guarded((_, url) => json(this.page(url.searchParams)))],
    ['GET', /^\/api\/cases\/([^/]+)$/, this.guarded((_, __, match) => this.detail(match[1]!))],
    [
      'GET',
      /^\/api\/cases\/([^/]+)\/(transactions|comments|history)$/,
      this.guarded((_, url, match) => this.part(match[1]!, match[2]!, url.searchParams)),
    ],
    ['PATCH', /^\/api\/cases\/([^/]+)$/, this.guarded((request, _, match) => this.patch(request, match[1]!))],
    [
      'POST',
      /^\/api\/cases\/([^/]+)\/comments$/,
      this.guarded((request, _, match) => this.say(request, match[1]!)),
    ],
    ['GET', /^\/api\/live$/, this.guarded((request) => this.stream(request))],
  ]

  private guarded(handle: Handler): Handler {
    return (request, url, match) =>
      request.headers.get('Authorization') === `Bearer token-${this.tokens}`
        ? handle(request, url, match)
        : problem(401, 'unauthenticated', 'Sign in first')
  }

  private async signIn(request: Request): Promise<Response> {
    const { username, password } = (await request.json()) as { username: string; password: string }
    if (username !== 'admin' || password !== 'admin123')
      return problem(401, 'invalid_credentials', 'User name or password is wrong')
    this.signedIn = true
    return this.session()
  }

  private session(): Response {
    const user = { username: 'admin', roles: this.roles, scopes: [] }
    return json({ access_token: `token-${++this.tokens}`, token_type: 'Bearer', expires_in: 900, user })
  }

  private open = () => this.cases.filter((item) => item.status === 'OPEN')

  private page(query: URLSearchParams) {
    const is = (name: string) => query.get(name) ?? ''
    const assignee = is('assignee') === 'me' ? 'admin' : is('assignee')
    const fitting = this.cases.filter(
      (item) =>
        (!is('status') || item.status === is('status')) &&
        (!assignee || item.assignee === (assignee === 'none' ? null : assignee)) &&
        (!is('min_risk') || (item.risk ?? 0) >= Number(is('min_risk'))) &&
        (!is('text') || JSON.stringify(item).toLowerCase().includes(is('text').toLowerCase())),
    )
    const by: Record<string, (a: CaseSummary, b: CaseSummary) => number> = {
      newest: (a, b) => b.opened_at.localeCompare(a.opened_at),
      oldest: (a, b) => a.opened_at.localeCompare(b.opened_at),
      risk: (a, b) => (b.risk ?? 0) - (a.risk ?? 0),
      amount: (a, b) => (b.amount_minor ?? -1) - (a.amount_minor ?? -1),
    }
    fitting.sort(by[is('sort') || 'newest'])
    const from = Number(is('cursor') || 0)
    const to = from + Number(is('limit') || 50)
    const items = fitting.slice(from, to).map(summaryOf)
    return { items, next_cursor: to < fitting.length ? String(to) : null, total: fitting.length }
  }

  private version = (id: string) => this.versions.get(id) ?? 1
  private find = (id: string) => this.cases.find((item) => item.id === id)

  private detail(id: string): Response {
    const found = this.find(id)
    return found
      ? json(firstPages(found), 200, { ETag: `"${this.version(id)}"` })
      : problem(404, 'not_found', 'No such case')
  }

  private part(id: string, name: string, query: URLSearchParams): Response {
    const found = this.find(id)
    if (!found) return problem(404, 'not_found', 'No such case')
    return json(partOf(found, name, query))
  }

  private async patch(request: Request, id: string): Promise<Response> {
    const found = this.find(id)
    if (!found) return problem(404, 'not_found', 'No such case')
    const tag = request.headers.get('If-Match')
    if (!tag) return problem(428, 'if_match_missing')
    if (tag !== `"${this.version(id)}"`) return problem(412, 'changed', 'The case has changed')
    const change = (await request.json()) as CaseChange
    const others = this.open().some((item) => item.user_id === found.user_id && item.id !== id)
    if (change.status === 'OPEN' && others) return problem(409, 'open_case_exists', 'Another case is open')
    this.tell(changed(found, change, 'admin', new Date().toISOString()))
    return this.detail(id)
  }

  private async say(request: Request, id: string): Promise<Response> {
    const { text } = (await request.json()) as { text: string }
    const written = { id: `c-${++this.events}`, author: 'admin', text, at: new Date().toISOString() }
    this.find(id)?.comments.push(written)
    return json(written, 201)
  }

  private overview() {
    const open = this.open()
    const unassigned = open.filter((item) => item.assignee === null).length
    return {
      now: new Date().toISOString(),
      demo: this.demo,
      decisions: { approve: 206_914, review: 958, block: 115 },
      rate: 3.1,
      latency_ms: { p50: 0.2, p99: 0.9, p999: 1.8 },
      cases: { open: open.length, unassigned, opened_24h: open.length },
      thresholds: THRESHOLDS,
      model: { name: 'isolation-forest', version: 14, generation: 212 },
      cold_start: null,
      series: [],
    }
  }

  private stream(request: Request): Response {
    this.lastEventIds.push(request.headers.get('Last-Event-ID'))
    let controller: ReadableStreamDefaultController<Uint8Array>
    const forget = () => void this.streams.delete(controller)
    const body = new ReadableStream<Uint8Array>({
      start: (own) => {
        controller = own
        this.streams.add(own)
        request.signal.addEventListener('abort', forget)
        this.beat()
      },
      cancel: forget,
    })
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
  }

  private send(event: string, data: unknown, id?: number) {
    const text = `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    for (const stream of this.streams) stream.enqueue(new TextEncoder().encode(text))
  }
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}

export function problem(status: number, code: string, title = code): Response {
  return new Response(JSON.stringify({ type: `urn:tollgate:problem:${code}`, title, status }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  })
}
