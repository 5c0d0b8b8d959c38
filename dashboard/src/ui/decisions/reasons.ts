import type { Reason } from '../../api/types'

/** "12 payments in 60 s; usual: 1" is said in ink, what is usual in the paler one. */
export function partsOf(text: string): { said: string; usual: string } {
  const at = text.search(/;\s*usual/i)
  if (at < 0) return { said: text, usual: '' }
  return { said: text.slice(0, at).trim(), usual: text.slice(at + 1).trim() }
}

/** What raises the risk most comes first, what lowers it most last. */
export function strongestFirst(reasons: Reason[]): Reason[] {
  return [...reasons].sort((a, b) => b.contribution - a.contribution)
}

/** The title of a case: its two largest positive reasons without what is usual. */
export function titleOf(reasons: Reason[]): string {
  const raising = strongestFirst(reasons).filter((reason) => reason.contribution > 0)
  const chosen = raising.length > 0 ? raising.slice(0, 2) : reasons.slice(0, 1)
  return chosen.map((reason) => partsOf(reason.text).said).join(', ') || 'No reason was recorded'
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** The window that a reason speaks of, in ms: "12 payments in 60 s" gives 60000; null when it names none. */
export function windowOf(text: string): number | null {
  const match = /\bin (?:the last )?(\d+)\s*(ms|s|min|h|d)\b/.exec(partsOf(text).said)
  return match ? Number(match[1]) * UNITS[match[2]!]! : null
}
