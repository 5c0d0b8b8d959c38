import { createRouter, createWebHistory } from 'vue-router'
import { nextPath } from './session/nextPath'
import { resumeSession, session } from './session/session'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/queue' },
    { path: '/sign-in', component: () => import('./session/SignInPage.vue'), meta: { open: true } },
    {
      path: '/',
      component: () => import('./shell/AppShell.vue'),
      children: [
        { path: 'queue', component: () => import('./cases/queue/QueuePage.vue') },
        { path: 'cases/:id', component: () => import('./cases/detail/CasePage.vue'), props: true },
        { path: ':path(.*)*', component: () => import('./shell/NotFoundPage.vue') },
      ],
    },
  ],
})

router.beforeEach(async (to) => {
  const known = await resumeSession()
  if (to.meta.open) return known && !session.ended ? nextPath(to.query.next) : true
  return known ? true : { path: '/sign-in', query: to.fullPath === '/queue' ? {} : { next: to.fullPath } }
})
