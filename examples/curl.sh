#!/usr/bin/env bash
# Deploys, watches, shows, invokes and destroys an agent, with nothing but curl and jq.
# Usage: SLIPWAY_URL=http://127.0.0.1:8480 examples/curl.sh [agent.py] [name]
# The token is $SLIPWAY_TOKEN, or the local stack's.
set -euo pipefail

base="${SLIPWAY_URL:-http://127.0.0.1:8480}/api/v1"
code="${1:-$(dirname "${BASH_SOURCE[0]}")/weather_agent.py}"
name="${2:-curl-example}"
id="curl-$(date +%s)-$$"

home="${SLIPWAY_HOME:-$(dirname "${BASH_SOURCE[0]}")/../.slipway}"
token="${SLIPWAY_TOKEN:-$(cat "$home/token" 2>/dev/null || true)}"

# From a file, since other users can see arguments.
curl() { command curl -H @<(printf 'Authorization: Bearer %s\n' "$token") "$@"; }
call() { curl --fail-with-body -sS -H 'Content-Type: application/json' "$@"; }

# Prints the events until the deployment $1 has ended; fails unless it ended as $2.
watch() {
  curl --fail-with-body -sSN "$base/deployments/$1/events" | sed -n 's/^data: //p'
  local status
  status="$(call "$base/deployments/$1" | jq -r .status)"
  echo "$1: $status"
  [ "$status" = "$2" ]
}

jq -n --rawfile code "$code" --arg name "$name" --arg id "$id" \
  '{function_name: $name, runtime: "python3.11", code: $code, deployment_id: $id, on_failure: "compensate"}' |
  call -X POST "$base/deployments" -d @- | jq -c .
watch "$id" succeeded

view="$(call "$base/deployments/$id")"
jq '{status, revision, outputs}' <<<"$view"
agent="$base/agents/$(jq -r '.agent | "\(.region)/\(.stack_name)"' <<<"$view")"

call -X POST "$agent/invoke" -d '{"prompt": "Hello"}' | jq .

destroy="$(call -X DELETE "$agent?reason=example" | jq -r .deployment_id)"
watch "$destroy" succeeded
