// Adds up what every suite reported and says what was skipped and why.
// usage: node tests/summary.mjs RESULTS
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const count = { passed: 0, failed: 0, skipped: 0 }
const skipped = []
const failed = []

const lines = (name) => {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []
}
const json = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

function note(status, name, why) {
  if (status === 'passed') count.passed++
  else if (status === 'failed') {
    count.failed++
    failed.push(name)
  } else {
    count.skipped++
    skipped.push(why ? `${name}: ${why}` : name)
  }
}

for (const name of lines('steps.passed')) note('passed', name)
for (const name of lines('steps.failed')) note('failed', name)
for (const reason of lines('skipped')) note('skipped', reason)

const suites = ['Tollgate.Engine.Tests', 'Tollgate.Server.Tests']
for (const suite of suites) {
  const name = `${suite}.ctrf.json`
  if (!existsSync(join(folder, name))) note('failed', `${suite} (no report)`)
  else
    for (const test of json(name).results.tests)
      // What runs only when asked for by name is the other process of a test that asks for it.
      if (!test.message?.includes('explicit test filtering')) note(test.status, test.name, test.message)
}

if (!existsSync(join(folder, 'vitest.json'))) note('failed', 'dashboard specs (no report)')
else
  for (const file of json('vitest.json').testResults) {
    if (file.assertionResults.length === 0) note('failed', `${file.name}: ${file.message}`)
    for (const test of file.assertionResults) note(test.status, test.fullName)
  }

const walk = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(walk)]
if (readdirSync(folder).includes('playwright.json'))
  for (const spec of json('playwright.json').suites.flatMap(walk)) note(spec.ok ? 'passed' : 'failed', spec.title)
else if (!lines('skipped').some((reason) => reason.startsWith('browser'))) note('failed', 'browser tests (no report)')

if (failed.length) console.log(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}`)
console.log(skipped.length ? `\nSkipped:\n${skipped.map((name) => `  ${name}`).join('\n')}` : '\nNothing was skipped.')
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(count.failed ? 1 : 0)
