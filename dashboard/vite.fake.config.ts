import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { fakeServerPlugin } from './src/testing/devServer.ts'

// The screens on the fake server of the specs, to be looked at without a gate: npm run dev:fake.
export default defineConfig({
  plugins: [vue(), fakeServerPlugin()],
  server: { port: 5174, host: '127.0.0.1' },
})
