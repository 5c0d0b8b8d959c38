import type { CaseStatus, Decision } from '../../api/types'

export const DECISION_WORDS: Record<Decision, string> = {
  approve: 'Approved',
  review: 'Review',
  block: 'Blocked',
}

export const STATUS_WORDS: Record<CaseStatus, string> = {
  OPEN: 'Open',
  CONFIRMED_FRAUD: 'Confirmed fraud',
  FALSE_POSITIVE: 'False positive',
}

/** What was missing when the gate decided: the word of the flag, and the sentence behind it. */
export const FLAG_WORDS: Record<string, [word: string, sentence: string]> = {
  late: [
    'late',
    'This payment arrived after later ones had been decided; its windows hold what was known then.',
  ],
  no_model: ['no model', 'Approved without a score: there was no model yet.'],
  model_failed: ['no score', 'The model could not score this payment; the policy of the gate decided.'],
  features: ['features missing', 'Some features had no value when this was decided.'],
}

export function flagsOf(item: { late: boolean; degraded: string[] }): [word: string, sentence: string][] {
  const codes = [...(item.late ? ['late'] : []), ...item.degraded]
  return codes.map((code) => FLAG_WORDS[code] ?? [code.replaceAll('_', ' '), code])
}
