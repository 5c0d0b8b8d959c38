import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changed } from '../../testing/casePages'
import { FakeServer } from '../../testing/fakeServer'
import { aCase, aPayment, aReportedCase } from '../../testing/fixtures'
import { mounted, press, until } from '../../testing/mounted'
import { signedIn } from '../../testing/signedIn'
import CasePage from './CasePage.vue'

let server: FakeServer
let page: VueWrapper | undefined
beforeEach(() => {
  server = new FakeServer([aCase({ transaction_count: 9 })])
})
afterEach(() => page?.unmount())

async function show(id = server.cases[0]!.id) {
  const client = await signedIn(server)
  page = (await mounted(CasePage, `/cases/${id}`, client)).page
  return client
}

async function showCase() {
  await show()
  await until(() => expect(page!.find('.case h1').exists()).toBe(true))
}

const theirs = () =>
  server.tell(changed(server.cases[0]!, { assignee: 'priya.nair' }, 'priya.nair', '2026-11-23T12:05:00.000Z'))

describe('a case', () => {
  it('is titled by its two strongest reasons, with the risk as one in N', async () => {
    await showCase()
    expect(page!.get('h1').text()).toMatch(/^[^;]+, [^;]+$/)
    expect(page!.get('h1').text()).not.toContain('usual')
    expect(page!.get('.risk').text()).toContain('1 in 48,000 payments is this unusual')
  })

  it('says beforehand what a verdict will write', async () => {
    await showCase()
    expect(page!.get('.effect').text()).toBe('Labels 9 payments, as fraud or as genuine.')
    await page!.get('.btn.fraud').trigger('focus')
    expect(page!.get('.effect').text()).toBe('Labels 9 payments as fraud.')
  })

  it('is closed by a verdict, shows it, and can be opened again', async () => {
    await showCase()
    await page!.get('.btn.fraud').trigger('click')
    await until(() => expect(page!.get('.head .pill').text()).toBe('Confirmed fraud'))
    expect(server.cases[0]!.status).toBe('CONFIRMED_FRAUD')
    await page!.get('.verdict .btn').trigger('click')
    await until(() => expect(page!.get('.head .pill').text()).toBe('Open'))
  })

  it('says what another has changed, and sends mine as well when told', async () => {
    await showCase()
    theirs()
    press('f')
    await until(() => expect(page!.get('.banner').text()).toContain('Taken by priya.nair'))
    expect(page!.get('.banner').text()).toContain('Your “Confirmed fraud” is not written yet.')
    expect(server.cases[0]!.status).toBe('OPEN')
    await page!.findAll('.banner button')[1]!.trigger('click')
    await until(() => expect(server.cases[0]!.status).toBe('CONFIRMED_FRAUD'))
    await until(() => expect(page!.find('.banner').exists()).toBe(false))
  })

  it('is left as the other made it when told', async () => {
    await showCase()
    theirs()
    press('g')
    await until(() => expect(page!.find('.banner').exists()).toBe(true))
    await page!.findAll('.banner button')[0]!.trigger('click')
    expect(page!.find('.banner').exists()).toBe(false)
    expect([server.cases[0]!.status, server.cases[0]!.assignee]).toEqual(['OPEN', 'priya.nair'])
  })

  it('takes a comment, and keeps what was being written while the server is away', async () => {
    await showCase()
    const field = page!.get('textarea')
    await field.setValue('Same device as u-30977.')
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    await field.trigger('keydown', { key: 'Enter' })
    await until(() => expect(page!.get('.say-error').text()).toBe('Not written. The server does not answer.'))
    expect((field.element as HTMLTextAreaElement).value).toBe('Same device as u-30977.')
    vi.stubGlobal('fetch', server.fetch)
    await field.trigger('keydown', { key: 'Enter' })
    await until(() => expect(page!.get('.log ol').text()).toContain('Same device as u-30977.'))
    expect((field.element as HTMLTextAreaElement).value).toBe('')
  })

  it('shows an auditor neither verdict nor comment box', async () => {
    server.roles = ['auditor']
    await showCase()
    expect(page!.find('.act').exists()).toBe(false)
    expect(page!.find('textarea').exists()).toBe(false)
  })

  it('says what is not known of a payment that only another system reported', async () => {
    const known = aPayment({ transaction_id: 't-0', event_time: '2026-11-23T11:00:00.000Z' })
    server = new FakeServer([aReportedCase({ evidence: [known] })])
    await showCase()
    expect(page!.get('.head .meta').text()).toContain('1 payment, amount not known')
    expect(page!.text()).toContain('Reported by rules-engine; the gate never saw this payment.')
    const [reported, other] = page!.findAll('.payments tbody tr')
    const notKnown = ['time', 'amount', 'merchant', 'card', 'device'].map((what) => `${what} not known`)
    expect(reported!.findAll('.sr').map((one) => one.text())).toEqual(expect.arrayContaining(notKnown))
    expect(other!.text()).toContain('pixelkeys')
    expect(page!.text()).not.toMatch(/0\.00|1970|NaN|Invalid/)
  })

  it('says that there is no such case', async () => {
    await show('0198f3c2-0000-7000-8000-000000abcdef')
    await until(() => expect(page!.text()).toContain('There is no case abcdef.'))
  })
})

describe('a case of many payments', () => {
  const minute = (i: number) => new Date(Date.parse('2026-11-23T12:00:00Z') - i * 60_000).toISOString()
  const payments = (count: number) =>
    Array.from({ length: count }, (_, i) => aPayment({ transaction_id: `t-${i}`, event_time: minute(i) }))
  const rows = () => page!.findAll('.payments tbody tr')
  const pager = () => page!.get('.pager')

  beforeEach(() => {
    const transactions = payments(460)
    server = new FakeServer([aCase({ transactions, severest: transactions[400]!, transaction_count: 460 })])
  })

  it('shows its newest payments and the severest, says of how many, and reads on when asked', async () => {
    await showCase()
    expect(rows()).toHaveLength(51)
    expect(pager().text()).toContain('The newest 50 of 460 payments of the case')
    expect(page!.get('.head .meta').text()).not.toContain('€')
    await pager().get('button').trigger('click')
    await until(() => expect(rows()).toHaveLength(251))
    expect(pager().text()).toContain('The newest 250 of 460 payments')
    await pager().get('button').trigger('click')
    await until(() => expect(rows()).toHaveLength(450))
    await pager().get('button').trigger('click')
    await until(() => expect(page!.find('.pager').exists()).toBe(false))
    expect(rows()).toHaveLength(460)
  })

  it('keeps what was read when payments join, each once', async () => {
    await showCase()
    await pager().get('button').trigger('click')
    await until(() => expect(rows()).toHaveLength(251))
    const before = server.cases[0]!
    const joined = ['t-new-1', 't-new-2'].map((id) =>
      aPayment({ transaction_id: id, event_time: minute(-1) }),
    )
    server.tell({ ...before, transactions: [...joined, ...before.transactions], transaction_count: 462 })
    await page!.findComponent({ name: 'CasePayments' }).vm.$nextTick()
    press('a')
    await until(() => expect(rows()).toHaveLength(253))
    expect(pager().text()).toContain('The newest 252 of 462 payments')
  })

  it('says that more could not be read, and reads it when tried again', async () => {
    await showCase()
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    await pager().get('button').trigger('click')
    await until(() => expect(pager().text()).toContain('The next payments could not be read.'))
    expect(rows()).toHaveLength(51)
    vi.stubGlobal('fetch', server.fetch)
    await pager().get('button').trigger('click')
    await until(() => expect(rows()).toHaveLength(251))
  })

  it('reads earlier activity when asked, and no line stands alone before it', async () => {
    const history = Array.from({ length: 120 }, (_, i) => ({
      id: i + 1,
      at: minute(120 - i),
      actor: 'gate',
      action: 'joined' as const,
      from: `${i}`,
      to: `${i + 1}`,
    }))
    const comments = [{ id: 'c-1', author: 'priya.nair', text: 'Long ago.', at: minute(119) }]
    server = new FakeServer([aCase({ history, comments })])
    await showCase()
    expect(page!.findAll('.log li')).toHaveLength(50)
    expect(page!.get('.log').text()).not.toContain('Long ago.')
    await page!.get('.log .earlier').trigger('click')
    await until(() => expect(page!.findAll('.log li')).toHaveLength(121))
    expect(page!.find('.log .earlier').exists()).toBe(false)
  })

  it('says so when its only payment went to another case', async () => {
    const nothing = {
      transactions: [],
      severest: null,
      transaction_count: 0,
      transaction_id: '',
      reasons: [],
    }
    const unknown = { risk: null, amount_minor: null, currency: null, features: {}, score: null }
    server = new FakeServer([aCase({ ...nothing, ...unknown })])
    await showCase()
    expect(page!.text()).toContain('Its payment was moved to the case of another user.')
    expect(page!.text()).toContain('Neither the case nor its user has a payment.')
    expect(page!.text()).not.toMatch(/NaN|Invalid|undefined/)
  })
})
