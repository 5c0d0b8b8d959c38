import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|light-dark)\(/i

it('keeps every colour in tokens.css', () => {
  const root = join(import.meta.dirname, '../..')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const sheets = files.filter((file) => /\.(css|vue)$/.test(file) && !file.endsWith('tokens.css'))
  const found = sheets.filter((file) => {
    // An address such as #i-check or #default is no colour; it never stands behind a colon in a sheet.
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/["'`(]#[\w$-]*/g, '')
    return COLOUR.test(text.replaceAll(/<template #\w+/g, ''))
  })
  expect(sheets.length).toBeGreaterThan(20)
  expect(found).toEqual([])
})
