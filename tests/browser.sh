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

# Somebody tries forty cards in a minute, again and again: a case arrives within seconds and not by luck.
burst() {
  local now
  now=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
  for i in $(seq 40); do
    printf '{"transaction_id":"burst-%s-%s","event_time":"%s","user_id":"burst-%s",' "$1" "$i" "$now" "$1"
    printf '"amount_minor":%s,"currency":"EUR","merchant_id":"burst-shop","channel":"ecom",' "$((90 + i))"
    printf '"card_id":"burst-card-%s-%s","device_id":"burst-device-%s",' "$1" "$i" "$1"
    printf '"country":"DE","card_country":"US","ip_country":"BR"}\n'
  done
}
bursts() {
  local form=grant_type=password token
  token=$(curl -fs -d $form -d username=admin -d password=admin123 "http://127.0.0.1:$port/api/token" \
    | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
  for n in $(seq 30); do
    burst "$n" | curl -fs -o /dev/null -H "Authorization: Bearer $token" -H 'Content-Type: application/x-ndjson' \
      --data-binary @- "http://127.0.0.1:$port/api/decisions/batch"
    sleep 8
  done
}
bursts >"$results/bursts.log" 2>&1 &
traffic=$!
trap 'kill $traffic $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$data"' EXIT

cd dashboard
TOLLGATE_URL="http://127.0.0.1:$port" PLAYWRIGHT_JSON_OUTPUT_NAME="$results/playwright.json" \
  npx playwright test --config e2e/playwright.config.ts --reporter=list,json
