import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Plugin } from 'vite'
import { someBigCase } from './bigCase.ts'
import { FakeServer, problem } from './fakeServer.ts'
import { someCase } from './fixtures.ts'

/** Serves the fake server beside the dashboard's own files, with a new case every ten seconds. */
export function fakeServerPlugin(): Plugin {
  return {
    name: 'tollgate-fake-server',
    apply: 'serve',
    configureServer(vite) {
      const fake = FakeServer.withQueue(Number(process.env.TOLLGATE_FAKE_CASES ?? 218), Date.now())
      fake.cases.unshift(someBigCase(Date.now() - 1_300_000))
      let next = 1000
      setInterval(() => fake.beat(), 5000).unref()
      setInterval(() => fake.tell(someCase(next++, Date.now())), 10_000).unref()
      vite.middlewares.use((request, response, pass) => {
        if (!/^\/(api|health)\//.test(request.url ?? '')) return pass()
        void answer(fake, request, response)
      })
    },
  }
}

async function answer(fake: FakeServer, request: IncomingMessage, response: ServerResponse) {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, String(value)] as [string, string],
  )
  const { method, url } = request
  const asked = new Request(`http://127.0.0.1${url}`, { method, headers, body, signal: gone.signal })
  const answered = isStranger(request) ? problem(401, 'unauthenticated') : await fake.fetch(asked)
  response.writeHead(answered.status, {
    ...Object.fromEntries(answered.headers),
    ...cookieFor(request, answered),
  })
  if (!answered.body) return void response.end()
  const stream = Readable.fromWeb(answered.body as Parameters<typeof Readable.fromWeb>[0])
  gone.signal.addEventListener('abort', () => stream.destroy())
  stream.on('error', () => response.end())
  stream.pipe(response)
}

// The fake server knows one session; the cookie tells which browser has it.
const isStranger = (request: IncomingMessage) =>
  request.url === '/api/session/refresh' && !request.headers.cookie?.includes('tollgate_session=fake')

function cookieFor(request: IncomingMessage, answered: Response): Record<string, string> {
  if (request.url !== '/api/session' || !answered.ok) return {}
  const age = request.method === 'DELETE' ? '; Max-Age=0' : ''
  return { 'Set-Cookie': `tollgate_session=fake; Path=/api/session; HttpOnly; SameSite=Strict${age}` }
}
