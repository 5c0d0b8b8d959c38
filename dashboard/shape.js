// Run by `npm run lint`: no file and no folder of src imports another in a circle, and sheets have a budget of lines.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

const MOST_LINES = 250
const root = join(import.meta.dirname, 'src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(ts|vue|css)$/.test(file))
const text = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))

// Specs and the fake server may know everything; nothing of the product may know them.
const product = files.filter((file) => !/\.spec\.ts$|^testing\//.test(file))
const imports = new Map(product.map((file) => [file, importsOf(file)]))

const faults = [
  ...circlesOf(imports).map((circle) => `files import each other in a circle: ${circle.join(' -> ')}`),
  ...foldersOf(product).flatMap((folder) =>
    circlesOf(foldersIn(folder)).map(
      (circle) => `folders import each other in a circle: ${circle.join(' -> ')}`,
    ),
  ),
  ...product.flatMap((file) =>
    imports
      .get(file)
      .filter((target) => !imports.has(target))
      .map((target) => `${file} imports ${target}, which is for specs`),
  ),
  ...files
    .filter((file) => file.endsWith('.css') && linesOf(file) > MOST_LINES)
    .map((file) => `${file} has ${linesOf(file)} lines; a sheet may have ${MOST_LINES}`),
]
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0

function importsOf(file) {
  const named = text.get(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)
  return [...named].map(([, path]) => {
    const target = posix.join(dirname(file), path)
    const found = ['', '.ts', '.vue', '.d.ts'].map((end) => target + end).find((one) => text.has(one))
    if (!found) throw new Error(`${file} imports ${path}, which is not there`)
    return found
  })
}

function foldersOf(paths) {
  const folders = new Set(['.'])
  for (const path of paths)
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) folders.add(folder)
  return [...folders]
}

/** Of one folder: what its subfolders, each with all below it, and its own files import of each other. */
function foldersIn(folder) {
  const graph = new Map()
  for (const [file, targets] of imports) {
    const from = childOf(folder, file)
    if (from === null) continue
    const reached = targets.map((target) => childOf(folder, target))
    const others = reached.filter((to) => to !== null && to !== from)
    graph.set(from, [...new Set([...(graph.get(from) ?? []), ...others])])
  }
  return graph
}

function childOf(folder, file) {
  const inside = posix.relative(folder, file)
  if (inside.startsWith('..')) return null
  const cut = inside.indexOf('/')
  return posix.join(folder, cut < 0 ? '*' : inside.slice(0, cut))
}

function circlesOf(graph) {
  const circles = []
  const done = new Set()
  const visit = (node, path) => {
    const at = path.indexOf(node)
    if (at >= 0) return void circles.push([...path.slice(at), node])
    if (done.has(node)) return
    for (const next of graph.get(node) ?? []) visit(next, [...path, node])
    done.add(node)
  }
  for (const node of graph.keys()) visit(node, [])
  return circles
}

function linesOf(file) {
  return text.get(file).split('\n').length - 1
}
