const LOCALE = 'en-GB'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })

export const count = (n: number) => whole.format(n)

/** "1 payment", "12 payments". */
export const counted = (n: number, one: string, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`

/** Risk as the one payment in N that is this unusual, to two digits; null when nothing could score it. */
export function oneIn(risk: number | null): string | null {
  if (risk === null) return null
  const n = 1 / (1 - Math.min(Math.max(risk, 0), 1))
  if (n >= 1_000_000) return '1 in 1 M+'
  return `1 in ${count(Number(n.toPrecision(2)))}`
}

const digitsOf = new Map<string, number>()

/** Digits after the decimal point of a currency: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  let digits = digitsOf.get(currency)
  if (digits === undefined) {
    try {
      const format = new Intl.NumberFormat(LOCALE, { style: 'currency', currency })
      digits = format.resolvedOptions().maximumFractionDigits ?? 2
    } catch {
      digits = 2
    }
    digitsOf.set(currency, digits)
  }
  return digits
}

export const major = (minor: number, currency: string) => minor / 10 ** minorDigits(currency)

/** For tables: the number alone, the currency stands in its own column. */
export function amount(minor: number, currency: string): string {
  const digits = minorDigits(currency)
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return major(minor, currency).toLocaleString(LOCALE, format)
}

/** For sentences: €1,249.00, ¥182,000. */
export function money(minor: number, currency: string): string {
  try {
    const format = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    return major(minor, currency).toLocaleString(LOCALE, format)
  } catch {
    return `${amount(minor, currency)} ${currency}`
  }
}

/** 40 s, 7 min, 3 h, 2 d. A time that is still to come, by a clock that is off, is 0 s old. */
export function age(from: number, now: number): string {
  const ms = Math.max(0, now - from)
  if (ms < MINUTE) return `${Math.floor(ms / 1000)} s`
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`
  return `${Math.floor(ms / DAY)} d`
}

export function clockTime(at: number | string | Date): string {
  return new Date(at).toLocaleTimeString(LOCALE, { hour12: false })
}

/** 14:25:01 today, 23 Nov 18:47 this year, 23 Nov 2025 before. */
export function moment(at: string, now: number): string {
  const date = new Date(at)
  const today = new Date(now)
  if (date.toDateString() === today.toDateString()) return clockTime(date)
  if (date.getFullYear() !== today.getFullYear())
    return date.toLocaleDateString(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' })
  const day = date.toLocaleDateString(LOCALE, { day: 'numeric', month: 'short' })
  return `${day} ${date.toLocaleTimeString(LOCALE, { hour: '2-digit', minute: '2-digit' })}`
}

/** Local and UTC, to the millisecond, for the pointer. */
export function exactTime(at: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const local = date.toLocaleTimeString(LOCALE, {
    hour12: false,
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
  })
  return `${date.toLocaleDateString(LOCALE)} ${local} · ${date.toISOString().slice(11, 23)} UTC`
}

export const timeZone = () =>
  new Intl.DateTimeFormat(LOCALE, { timeZoneName: 'short' })
    .formatToParts(new Date())
    .find((part) => part.type === 'timeZoneName')?.value ?? 'local'

/** With a true minus and always a sign. */
export function signed(value: number, digits = 3): string {
  const text = Math.abs(value).toFixed(digits)
  if (Number(text) === 0) return text
  return `${value < 0 ? '−' : '+'}${text}`
}

/** A feature's value with the digits that matter. */
export function plain(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (Number.isInteger(value)) return count(value)
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 2 : 4
  return value.toLocaleString(LOCALE, { maximumFractionDigits: digits }).replace('-', '−')
}

/** The last six digits of its id: what people say when they speak of a case. */
export const shortId = (id: string) => id.replaceAll('-', '').slice(-6)

export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean)
  const letters = words.length > 1 ? words[0]!.charAt(0) + words.at(-1)!.charAt(0) : name.slice(0, 2)
  return letters.toUpperCase()
}
