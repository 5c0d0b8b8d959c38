import { beforeEach, expect, it, vi } from 'vitest'
import { FakeServer, problem } from '../testing/fakeServer'
import { mounted, until } from '../testing/mounted'
import { session } from './session'
import SignInPage from './SignInPage.vue'

const server = new FakeServer()
beforeEach(() => {
  vi.stubGlobal('fetch', server.fetch)
  Object.assign(session, { state: 'out', user: null, ended: false })
})

async function fillIn(path: string, password: string) {
  const { page, router } = await mounted(SignInPage, path)
  await page.get('#username').setValue('admin')
  await page.get('#password').setValue(password)
  await page.get('form').trigger('submit')
  return { page, router }
}

it('says in words that name or password is wrong', async () => {
  const { page } = await fillIn('/sign-in', 'wrong')
  await until(() => expect(page.get('[role=alert]').text()).toBe('User name or password is wrong.'))
  expect(page.get('#password').attributes('aria-invalid')).toBe('true')
})

it('leads to where the reader wanted to go', async () => {
  const { router } = await fillIn('/sign-in?next=/cases/7', 'admin123')
  await until(() => expect(router.currentRoute.value.fullPath).toBe('/cases/7'))
})

it.each(['//evil.test', '/\\evil.test', 'https://evil.test'])(
  'never leads to another site: %s',
  async (next) => {
    const { router } = await fillIn(`/sign-in?next=${encodeURIComponent(next)}`, 'admin123')
    await until(() => expect(router.currentRoute.value.fullPath).toBe('/queue'))
  },
)

it('says how long to wait after too many tries', async () => {
  const refused = problem(429, 'too_many_attempts')
  refused.headers.set('Retry-After', '300')
  vi.stubGlobal('fetch', () => Promise.resolve(refused.clone()))
  const { page } = await fillIn('/sign-in', 'wrong')
  await until(() =>
    expect(page.get('[role=alert]').text()).toBe('Too many tries. Wait 5 minutes, then try again.'),
  )
})

it('says that the session ended, when the server ended it', async () => {
  session.ended = true
  const { page } = await mounted(SignInPage, '/sign-in')
  expect(page.get('.banner').text()).toContain('Your session ended.')
})

it('shows and hides the password', async () => {
  const { page } = await mounted(SignInPage, '/sign-in')
  await page.get('.password button').trigger('click')
  expect(page.get('#password').attributes('type')).toBe('text')
})
