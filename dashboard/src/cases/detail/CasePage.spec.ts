import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changed, FakeServer } from '../../testing/fakeServer'
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
