import { describe, expect, it } from 'vitest'
import { partsOf, titleOf, windowOf } from './reasons'

const reason = (text: string, contribution: number) => ({ code: text, text, contribution })

describe('the title of a case', () => {
  it('is its two largest positive reasons without what is usual', () => {
    const reasons = [
      reason('Paid at 14:25; usual hours: 7 to 22', -0.2),
      reason('7 cards in 1 h; usual: 1', 0.074),
      reason('€1,249.00 in one payment; usual: €24.00', 0.049),
      reason('12 payments in 60 s; usual: 1', 0.118),
    ]
    expect(titleOf(reasons)).toBe('12 payments in 60 s, 7 cards in 1 h')
  })

  it('is the one reason there is', () =>
    expect(titleOf([reason('The model could not score this payment', 0)])).toBe(
      'The model could not score this payment',
    ))

  it('says so when there is none', () => expect(titleOf([])).toBe('No reason was recorded'))
})

describe('a reason', () => {
  it('is cut where it begins to speak of the usual', () => {
    expect(partsOf('First payment for 64 d; usual gap: 3 d')).toEqual({
      said: 'First payment for 64 d',
      usual: 'usual gap: 3 d',
    })
    expect(partsOf('Card from US; address in NL')).toEqual({ said: 'Card from US; address in NL', usual: '' })
  })

  it.each([
    ['12 payments in 60 s; usual: 1', 60_000],
    ['7 cards in 1 h; usual: 1', 3_600_000],
    ['Merchant: 3.1% fraud in 30 d; usual: 0.1%', 30 * 86_400_000],
    ['4 payments in the last 10 min', 600_000],
    ['€1,249.00 in one payment; usual: €24.00', null],
    ['Card from US, address in NL; usual: 2 in 24 h', null],
  ])('%s names its window', (text, ms) => expect(windowOf(text)).toBe(ms))
})
