#!/usr/bin/env bash
# Runs the browser tests against a real server in demo mode, in a data folder of its own.
# usage: tests/browser.sh RESULTS
set -uo pipefail
cd "$(dirname "$0")/.."
results=$(realpath "$1")

if ! command -v chromium >/dev/null && [ "$(id -u)" = 0 ]; then
  (apt-get update && apt-get install -y --no-install-recommends chromium) >"$results/apt.log" 2>&1
fi
if ! command -v chromium >/dev/null; then
  echo "browser tests: no chromium on this machine (apt-get install chromium)" >>"$results/skipped"
  exit 0
fi

port=${TOLLGATE_TEST_PORT:-8123}
data=$(mktemp -d)
artifacts/tollgate serve --demo --port "$port" --data "$data" >"$results/server.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$data"' EXIT

for _ in $(seq 240); do
  curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null && break
  kill -0 $server 2>/dev/null || { echo "the server did not start"; cat "$results/server.log"; exit 1; }
  sleep 0.5
done

cd dashboard
TOLLGATE_URL="http://127.0.0.1:$port" PLAYWRIGHT_JSON_OUTPUT_NAME="$results/playwright.json" \
  npx playwright test --config e2e/playwright.config.ts --reporter=list,json
