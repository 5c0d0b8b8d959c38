export interface ServerEvent {
  event: string
  data: string
  id: string | null
}

/**
 * Parser of a text/event-stream body, after the HTML standard (section 9.2.6): lines end in LF, CR or CRLF, a chunk
 * may end anywhere, a blank line dispatches, comments and unknown fields are skipped.
 */
export function sseParser(dispatch: (event: ServerEvent) => void): (chunk: string) => void {
  let rest = ''
  let first = true
  let event = ''
  let data: string[] = []
  let id: string | null = null

  function take(line: string) {
    if (line === '') {
      if (data.length > 0) dispatch({ event: event || 'message', data: data.join('\n'), id })
      event = ''
      data = []
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    else if (field === 'data') data.push(value)
    else if (field === 'id' && !value.includes('\0')) id = value
  }

  return (chunk) => {
    rest += chunk
    if (first && rest.length > 0) {
      rest = rest.replace(/^\uFEFF/, '')
      first = false
    }
    for (;;) {
      const end = rest.search(/[\r\n]/)
      if (end < 0) return
      // A CR at the very end may be half of a CRLF whose LF has not come yet.
      if (rest[end] === '\r' && end === rest.length - 1) return
      const width = rest[end] === '\r' && rest[end + 1] === '\n' ? 2 : 1
      take(rest.slice(0, end))
      rest = rest.slice(end + width)
    }
  }
}
