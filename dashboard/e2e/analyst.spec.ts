import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'

const user = process.env.TOLLGATE_USER ?? 'admin'
const password = process.env.TOLLGATE_PASSWORD ?? 'admin123'

const rows = (page: Page) => page.locator('tr[data-case]')

async function signIn(page: Page, secret = password) {
  await page.goto('/sign-in')
  await page.getByLabel('User name').fill(user)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function accessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([])
}

test('a wrong password is refused in words', async ({ page }) => {
  await signIn(page, 'not the password')
  await expect(page.getByRole('alert')).toContainText('User name or password is wrong.')
  await expect(page).toHaveURL(/sign-in/)
  await accessible(page)
})

test('an analyst signs in, sees a case arrive by itself, confirms fraud, and signs out', async ({ page }) => {
  await signIn(page)
  await expect(page).toHaveURL(/\/queue$/)
  await expect(page.getByText(/^Live$/)).toBeVisible()

  await test.step('a case arrives without a reload', async () => {
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    const ids = () => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-case')))
    const known = new Set(await ids())
    const arrived = async () => (await ids()).some((id) => !known.has(id))
    // New cases wait behind "N new"; into an empty list they come at once.
    const held = page.getByRole('button', { name: /\d\+? new/ })
    await expect
      .poll(async () => (await held.isVisible()) || (await arrived()), { timeout: 180_000 })
      .toBe(true)
    if (await held.isVisible()) await held.click()
    await expect.poll(arrived).toBe(true)
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    await accessible(page)
  })

  await test.step('it is confirmed as fraud', async () => {
    await rows(page).first().getByRole('link').click()
    await expect(page).toHaveURL(/\/cases\//)
    await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty()
    await expect(page.locator('.head')).toContainText('Open')
    await accessible(page)
    await page.getByRole('button', { name: 'Fraud', exact: true }).click()
    await expect(page.locator('.head')).toContainText('Confirmed fraud')
    await expect(page.getByRole('status').filter({ hasText: 'fraud.' })).toContainText('labelled')
    await page.reload()
    await expect(page.locator('.head')).toContainText('Confirmed fraud')
  })

  await test.step('signing out ends the session', async () => {
    await page.getByRole('button', { name: /sign out/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/sign-in/)
    await page.goto('/queue')
    await expect(page).toHaveURL(/sign-in/)
  })
})
