/** Only a path of this site: an address from outside must not be where a sign-in leads. */
export function nextPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/queue'
}
