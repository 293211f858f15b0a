#!/usr/bin/env bash
# A fake java for both jars. Its state is in $BOX/state; its calls are recorded in $BOX/calls.
set -euo pipefail
flags=""
while [ $# -gt 0 ] && [ "$1" != -jar ]; do
  flags="$flags $1"
  shift
done
jar="$(basename "${2:-}")"
shift 2
echo "$jar $*" >>"$BOX/calls"
echo "$jar $1$flags" >>"$BOX/flags"
locale charmap >>"$BOX/charsets" 2>/dev/null || true
echo "$jar $1 home=${SLIPWAY_HOME:-} token=${SLIPWAY_TOKEN:-}" >>"$BOX/callers"

play_rehearsal() {
  echo $$ >"$BOX/rehearsal.pid"
  if [ -e "$BOX/rehearsal_waits" ]; then read -r -t 60 _ <>"$BOX/rehearsal_waits"; fi
  [ ! -e "$BOX/rehearsal_fails" ] || exit 1
  echo classes >"${flags##*-XX:AOTCacheOutput=}"
}

play_up() {
  [ ! -e "$BOX/up_fails" ] || { echo "the emulator did not start: no such file"; exit 1; }
  env | grep ^SLIPWAY_ >"$BOX/up_environment"
  exec python3 -I -c '
import http.server, os, sys
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b"{}")
server = http.server.HTTPServer(("127.0.0.1", int(os.environ["SLIPWAY_PORT_BASE"])), Health)
run = os.environ["SLIPWAY_HOME"] + "/run"
os.makedirs(run, exist_ok=True)
open(run + "/slipway.json", "w").write("{\"process\":{\"pid\":%d,\"started\":1}}" % os.getpid())
open(os.environ["BOX"] + "/state", "w").write(str(os.getpid()))
server.serve_forever()'
}

play_down() {
  case "${SLIPWAY_HOME:-}" in
    */rehearsal) kill "$(cat "$BOX/rehearsal.pid")" ;;
    *) [ ! -e "$BOX/state" ] || { kill "$(cat "$BOX/state")" && rm "$BOX/state"; } ;;
  esac
}

case "$jar $1" in
  "slipway-local.jar up") play_up ;;
  "slipway-local.jar rehearse") play_rehearsal ;;
  "slipway-local.jar down") play_down ;;
  "slipway-local.jar status")
    if [ -e "$BOX/aws" ]; then printf '{"status":"degraded","aws":"%s"}\n' "$(cat "$BOX/aws")"; exit 3; fi
    [ -e "$BOX/state" ] || exit 3
    ;;
  "slipway-cli.jar deploy") [ ! -e "$BOX/deploy_fails" ] && echo '{"deployment_id": "d-1"}' ;;
  "slipway-cli.jar watch") [ ! -e "$BOX/watch_fails" ] ;;
  "slipway-cli.jar show")
    case "$*" in
      *--json) echo '{"status":"succeeded","agent":{"region":"r-1","stack_name":"s-1"},"outputs":{"function_arn":"arn:x","function_url":"http://y/","runtime_arn":"arn:r","endpoint":"live"}}' ;;
      *) echo "timeline of d-1" ;;
    esac
    ;;
  "slipway-cli.jar invoke") echo '{"status_code":200,"response":{"success":true,"response":"It is sunny: 24 °C"}}' ;;
  "slipway-cli.jar health") exit 3 ;;
  *) printf 'url=%s\n' "${SLIPWAY_URL:-}"; printf '<%s>\n' "$@" ;;
esac
