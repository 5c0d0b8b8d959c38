import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { mount, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { h, type Component } from 'vue'
import ToastHost from '../ui/ToastHost.vue'

/** A screen at an address, with what it needs around it and no more. */
export async function mounted(
  screen: Component,
  path: string,
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } }),
): Promise<{ page: VueWrapper; router: Router }> {
  const elsewhere = { template: '<p>elsewhere</p>' }
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/queue', component: elsewhere },
      { path: '/cases/:id', component: elsewhere },
      { path: '/sign-in', component: elsewhere },
    ],
  })
  await router.push(path)
  const params = { ...router.currentRoute.value.params }
  const page = mount(
    { render: () => h('div', [h(screen, params), h(ToastHost)]) },
    { global: { plugins: [router, [VueQueryPlugin, { queryClient: client }]] }, attachTo: document.body },
  )
  return { page, router }
}

export function press(key: string) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

/** Waits until a check holds. Long enough for a busy machine: what never comes fails, what comes late does not. */
export const until = (check: () => void) => vi.waitFor(check, { timeout: 15_000 })
