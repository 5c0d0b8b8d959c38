import type { CaseDetail, Payment } from '../api/types'
import { counted } from '../ui/format'

export interface Fact {
  icon: string
  text: string
  /** What makes it speak against the payment, if anything. */
  odd: string
}

/** With fewer payments before, "new" says nothing. */
const ENOUGH = 5

/** The cards, devices, shops and countries of the case, and which of them the user's other payments do not know. */
export function factsOf(detail: CaseDetail): Fact[] {
  const things = [
    fact(detail, 'card', 'card', (one) => one.card_id),
    fact(detail, 'device', 'device', (one) => one.device_id),
    fact(detail, 'shop', 'merchant', (one) => one.merchant_id),
  ]
  return [...things, abroad(detail)].filter((one) => one !== null)
}

function fact(
  detail: CaseDetail,
  icon: string,
  name: string,
  of: (one: Payment) => string | null,
): Fact | null {
  const here = distinct(detail.transactions.map(of))
  if (here.length === 0) return null
  const before = new Set(detail.evidence.map(of))
  const fresh = detail.evidence.length < ENOUGH ? 0 : here.filter((value) => !before.has(value)).length
  const text =
    here.length === 1
      ? `${name.charAt(0).toUpperCase()}${name.slice(1)} ${here[0]}`
      : counted(here.length, name)
  if (fresh === 0) return { icon, text, odd: '' }
  return {
    icon,
    text,
    odd: here.length === 1 || fresh === here.length ? 'new to this user' : `${fresh} new to this user`,
  }
}

function abroad(detail: CaseDetail): Fact | null {
  const pairs = distinct(
    detail.transactions.map((one) =>
      one.card_country && one.ip_country
        ? `Card from ${one.card_country}, address in ${one.ip_country}`
        : null,
    ),
  )
  if (pairs.length === 0) return null
  const first = detail.transactions.find((one) => one.card_country && one.ip_country)
  const odd = pairs.length === 1 && first?.card_country === first?.ip_country ? '' : 'not the same'
  return {
    icon: 'place',
    text: pairs.length === 1 ? pairs[0]! : `${pairs.length} pairs of card and address`,
    odd,
  }
}

function distinct(values: (string | null)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== null && value !== ''))]
}
