// Writes src/api/schema.d.ts from the description of the API that the server's tests approve.
// With --check it writes nothing and fails when the file is not what the description says.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'

const described = join(import.meta.dirname, '../tests/Tollgate.Server.Tests/Approvals/openapi.json')
const file = join(import.meta.dirname, 'src/api/schema.d.ts')

const document = JSON.parse(readFileSync(described, 'utf8'))
const types = await openapiTS(document)
const text = `// Made by \`npm run api\` from the approved openapi.json; changed there, never here.\n\n${astToString(types)}`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readOr(file, '') !== text) {
  process.stderr.write(
    'src/api/schema.d.ts is not what the approved openapi.json describes. Run "npm run api" in dashboard/ and commit it.\n',
  )
  process.exitCode = 1
}

function readOr(path, otherwise) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return otherwise
  }
}
