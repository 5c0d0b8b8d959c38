import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Plugin } from 'vite'
import { FakeServer } from './fakeServer.ts'
import { someCase } from './fixtures.ts'

/** Serves the fake server beside the dashboard's own files, with a new case every ten seconds. */
export function fakeServerPlugin(): Plugin {
  return {
    name: 'tollgate-fake-server',
    apply: 'serve',
    configureServer(vite) {
      const fake = FakeServer.withQueue(Number(process.env.TOLLGATE_FAKE_CASES ?? 218), Date.now())
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
  const answered = await fake.fetch(
    new Request(`http://127.0.0.1${request.url}`, {
      method: request.method,
      headers,
      body,
      signal: gone.signal,
    }),
  )
  response.writeHead(answered.status, Object.fromEntries(answered.headers))
  if (!answered.body) return void response.end()
  const stream = Readable.fromWeb(answered.body as Parameters<typeof Readable.fromWeb>[0])
  gone.signal.addEventListener('abort', () => stream.destroy())
  stream.on('error', () => response.end())
  stream.pipe(response)
}
