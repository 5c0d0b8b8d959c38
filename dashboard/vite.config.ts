import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const server = process.env.TOLLGATE_URL ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [vue()],
  server: {
    port: 5173,
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/api', '/health', '/openapi', '/docs'].map((path) => [path, server])),
  },
  build: {
    outDir: '../src/Tollgate.Server/wwwroot',
    emptyOutDir: true,
    target: 'es2022',
    // The server's policy allows scripts from itself only; nothing is inlined.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.spec.ts'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
    env: { TZ: 'UTC' },
  },
})
