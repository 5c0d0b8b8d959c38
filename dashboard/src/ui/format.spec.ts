import { describe, expect, it } from 'vitest'
import { age, amount, exactTime, minorDigits, moment, money, oneIn, plain, shortId, signed } from './format'

describe('oneIn', () => {
  it.each([
    [0.995, '1 in 200'],
    [0.99584, '1 in 240'],
    [0.9995, '1 in 2,000'],
    [0.999979, '1 in 48,000'],
    [0.5, '1 in 2'],
    [0, '1 in 1'],
    [1, '1 in 1 M+'],
  ])('says risk %d as %s', (risk, words) => expect(oneIn(risk)).toBe(words))

  it('says nothing when nothing could score the payment', () => expect(oneIn(null)).toBeNull())

  it('never says less for a higher risk', () => {
    const numbers = Array.from({ length: 400 }, (_, i) => 1 - 10 ** (-i / 80))
    const ns = numbers.map((risk) => Number(oneIn(risk)!.replace('1 in ', '').replaceAll(',', '')))
    for (let i = 1; i < ns.length; i++) expect(ns[i]).toBeGreaterThanOrEqual(ns[i - 1]!)
  })
})

describe('money', () => {
  it.each([
    [124900, 'EUR', '€1,249.00', '1,249.00'],
    [182000, 'JPY', '¥182,000', '182,000'],
    [12345, 'KWD', 'KWD 12.345', '12.345'],
    [5, 'USD', '$0.05', '0.05'],
    [0, 'GBP', '£0.00', '0.00'],
  ])('writes %d minor units of %s as %s, in tables %s', (minor, currency, sentence, cell) => {
    expect(money(minor, currency).replaceAll('\u00a0', ' ')).toBe(sentence)
    expect(amount(minor, currency)).toBe(cell)
  })

  it('still writes a code that is no currency', () => expect(money(100, 'not-one')).toBe('1.00 not-one'))

  it('knows how many digits a currency has', () => {
    expect([minorDigits('EUR'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3])
  })
})

describe('age', () => {
  const at = Date.parse('2026-11-23T12:00:00Z')
  it.each([
    [0, '0 s'],
    [-5000, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [59 * 60_000, '59 min'],
    [3_600_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('of %d ms is %s', (ms, words) => expect(age(at, at + ms)).toBe(words))
})

describe('moment', () => {
  const now = Date.parse('2026-11-23T14:31:00Z')
  it.each([
    ['2026-11-23T14:25:01Z', '14:25:01'],
    ['2026-11-22T18:47:10Z', '22 Nov 18:47'],
    ['2025-11-23T10:00:00Z', '23 Nov 2025'],
  ])('of %s is %s', (at, words) => expect(moment(at, now)).toBe(words))

  it('gives milliseconds and UTC for the pointer', () =>
    expect(exactTime('2026-11-23T14:25:01.250Z')).toContain('14:25:01.250 UTC'))
})

describe('small words', () => {
  it('writes differences with a sign and a true minus', () =>
    expect([signed(0.118), signed(-0.008), signed(0)]).toEqual(['+0.118', '−0.008', '0.000']))
  it('keeps the digits of a feature that matter', () =>
    expect([plain(12), plain(52.041), plain(0.03125), plain(null)]).toEqual(['12', '52.04', '0.0313', '–']))
  it('speaks of a case by the last six digits of its id', () =>
    expect(shortId('0198f3c2-7a10-7cc4-9b2e-52a1ab9f3a41')).toBe('9f3a41'))
})
