import { expect, test, type BrowserContext, type Page } from '@playwright/test'

const user = process.env.TOLLGATE_USER ?? 'admin'
const password = process.env.TOLLGATE_PASSWORD ?? 'admin123'
const rounds = process.env.TOLLGATE_TEST_LONG ? 1_000 : 20

/** As the server's setting Tollgate:Access:RefreshTokenLeeway has it, and a second. */
const AFTER_LEEWAY = 31_000

test.setTimeout(120_000 + rounds * 2_000)

async function twoTabs(context: BrowserContext): Promise<[Page, Page]> {
  const [one, two] = [await context.newPage(), await context.newPage()]
  await one.goto('/sign-in')
  await one.getByLabel('User name').fill(user)
  await one.getByLabel('Password', { exact: true }).fill(password)
  await one.getByRole('button', { name: 'Sign in' }).click()
  await expect(one).toHaveURL(/\/queue$/)
  await two.goto('/queue')
  await expect(two).toHaveURL(/\/queue$/)
  return [one, two]
}

async function staySignedIn(tabs: Page[]) {
  for (const tab of tabs) {
    await tab.goto('/queue')
    await expect(tab).toHaveURL(/\/queue$/)
    await expect(tab.getByText(/^Live$/)).toBeVisible()
  }
}

/** Past the dashboard and its locks, as a browser without them would. */
const refresh = (tab: Page) =>
  tab.evaluate(async () => {
    const options = { method: 'POST', headers: { 'X-Tollgate-Session': '1' } }
    return (await fetch('/api/session/refresh', options)).status
  })

test('two tabs that refresh at once sign nobody out', async ({ context }) => {
  const tabs = await twoTabs(context)
  for (let round = 0; round < rounds; round++)
    expect(await Promise.all(tabs.map(refresh)), `round ${round}`).toEqual([200, 200])
  await staySignedIn(tabs)
})

test('the dashboard refreshes by itself, in all tabs at the same moment', async ({ context }) => {
  await context.clock.install()
  const tabs = await twoTabs(context)
  for (let round = 0; round < rounds; round++) {
    const answers = tabs.map((tab) =>
      tab.waitForResponse((response) => response.url().endsWith('/api/session/refresh')),
    )
    // A token lives for 15 minutes and is renewed a minute before.
    await context.clock.fastForward('14:01')
    for (const answer of await Promise.all(answers)) expect(answer.status(), `round ${round}`).toBe(200)
  }
  for (const tab of tabs) await expect(tab).toHaveURL(/\/queue$/)
})

test('a stolen token that is used later ends the session for thief and owner', async ({
  context,
  playwright,
  baseURL,
}) => {
  const [owner] = await twoTabs(context)
  const [stolen] = await context.cookies(`${baseURL}/api/session`)
  expect(await refresh(owner)).toBe(200)
  const thief = await playwright.request.newContext({ baseURL: baseURL! })
  const use = () =>
    thief.post('/api/session/refresh', {
      headers: { 'X-Tollgate-Session': '1', Cookie: `${stolen!.name}=${stolen!.value}` },
    })
  await owner.waitForTimeout(AFTER_LEEWAY)
  expect((await use()).status()).toBe(401)
  expect(await refresh(owner)).toBe(401)
  await owner.goto('/queue')
  await expect(owner).toHaveURL(/sign-in/)
  await thief.dispose()
})
