import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { fakeServerPlugin } from './src/testing/devServer'

const server = process.env.TOLLGATE_URL ?? 'http://127.0.0.1:8000'

// TOLLGATE_FAKE=1 serves the screens from the fake server of the specs, so that they can be looked at without a gate.
const fake = process.env.TOLLGATE_FAKE === '1'

export default defineConfig({
  plugins: fake ? [vue(), fakeServerPlugin()] : [vue()],
  server: {
    port: 5173,
    host: '127.0.0.1',
    proxy: fake
      ? {}
      : Object.fromEntries(['/api', '/health', '/openapi', '/docs'].map((path) => [path, server])),
  },
  build: {
    outDir: '../src/Tollgate.Server/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // The server's policy allows scripts from itself only, and a preload polyfill would be one more to load.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    env: { TZ: 'UTC' },
  },
})
