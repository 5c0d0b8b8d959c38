import { describe, expect, it } from 'vitest'
import { sseParser, type ServerEvent } from './sse'

function parsed(...chunks: string[]): ServerEvent[] {
  const events: ServerEvent[] = []
  const push = sseParser((event) => events.push(event))
  chunks.forEach(push)
  return events
}

describe('the parser of server-sent events', () => {
  it('reads name, data and id', () =>
    expect(parsed('id: 7\nevent: case\ndata: {"a":1}\n\n')).toEqual([
      { event: 'case', data: '{"a":1}', id: '7' },
    ]))

  it('gives the same events wherever the stream is cut', () => {
    const text =
      '\uFEFF: hello\r\nid: 1\r\nevent: case\r\ndata: one\r\ndata: two\r\n\r\ndata:three\n\nevent: x\rdata: four\r\r\n'
    const whole = parsed(text)
    expect(whole.map((event) => event.data)).toEqual(['one\ntwo', 'three', 'four'])
    for (let cut = 0; cut <= text.length; cut++)
      expect(parsed(text.slice(0, cut), text.slice(cut))).toEqual(whole)
    expect(parsed(...text)).toEqual(whole)
  })

  it('skips comments, unknown fields and events without data', () =>
    expect(parsed(': ping\n\nretry: 5\nfoo: bar\n\nevent: case\n\n')).toEqual([]))

  it('keeps the last id for events that bring none', () =>
    expect(parsed('id: 9\ndata: a\n\ndata: b\n\n').map((event) => event.id)).toEqual(['9', '9']))

  it('takes away one leading space of a value, not two', () =>
    expect(parsed('data:  a\n\n')[0]!.data).toBe(' a'))
})
