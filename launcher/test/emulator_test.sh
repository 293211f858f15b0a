# shellcheck shell=bash
# The emulator for the unit tests.

# fake_emulator CODE: puts a Python program in its place.
fake_emulator() {
  load_launcher
  PYTHON="$(command -v python3)"
  VERIFY_LOGS="$BOX/logs"
  mkdir -p "$VERIFY_LOGS"
  printf '%s\n' "$1" >"$BOX/fake.py"
  script "$SLIPWAY_TOOLS/ministack/bin/python" "exec '$PYTHON' -I '$BOX/fake.py'"
}

test_tests_get_an_emulator_that_answers_and_that_is_removed_after_them() {
  fake_emulator 'import http.server, os
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/_ministack/ready" else 404)
        self.end_headers()
        self.wfile.write(os.environ["AWS_SESSION_TOKEN"].encode())
http.server.HTTPServer(("127.0.0.1", int(os.environ["GATEWAY_PORT"])), Ready).serve_forever()'
  start_emulator "$BOX/emulator" 2>/dev/null
  local pid="$EMULATOR_PID"
  contains "$SLIPWAY_TEST_EMULATOR" "http://127.0.0.1:"
  present "$BOX/emulator"
  equals "$("$PYTHON" -I -c 'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())' \
    "$SLIPWAY_TEST_EMULATOR/_ministack/ready")" "$SLIPWAY_TEST_EMULATOR_TOKEN"
  equals "${#SLIPWAY_TEST_EMULATOR_TOKEN}" 64
  stop_emulator
  if kill -0 "$pid" 2>/dev/null; then fail "it is still running"; fi
  absent "$BOX/emulator"
  equals "${SLIPWAY_TEST_EMULATOR:-}${SLIPWAY_TEST_EMULATOR_TOKEN:-}" ""
}

test_an_emulator_that_ends_at_once_fails_the_run_with_its_output() {
  fake_emulator 'raise SystemExit("no such module")'
  local code=0
  (start_emulator "$BOX/emulator") 2>"$BOX/said" || code=$?
  equals "$code" 1
  contains "$(cat "$BOX/said")" "no such module"
}
