import { ref } from 'vue'

// One clock for every age on the screen. The server's time counts, so that a wrong clock here shows no wrong ages.
let offset = 0
export const now = ref(Date.now())

setInterval(() => (now.value = Date.now() + offset), 1000)

export function followClock(serverNow: string) {
  const at = Date.parse(serverNow)
  if (Number.isNaN(at)) return
  const measured = at - Date.now()
  // Within a second it is the way of the message, not the clock.
  if (Math.abs(measured - offset) > 1000) offset = measured
}
