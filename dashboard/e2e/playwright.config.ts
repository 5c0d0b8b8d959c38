import { defineConfig } from '@playwright/test'

/** Runs against a server that is up, in demo mode: it streams payments, and some of them are fraud. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  reporter: 'list',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.TOLLGATE_URL ?? 'http://127.0.0.1:8000',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
})
