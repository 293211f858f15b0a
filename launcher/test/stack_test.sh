# shellcheck shell=bash
# How the launcher detects that a stack is up.

test_health_is_requested_under_a_host_name_that_the_starter_accepts() {
  load_launcher
  local port code='' tries=0
  port="$(free_ports)"
  # As strict as the starter: only its own address with its port.
  python3 -I -c 'import http.server, sys
class Strict(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.headers.get_all("Host") == ["127.0.0.1:" + sys.argv[1]]
        self.send_response(200 if known else 421)
        self.end_headers()
    def log_message(self, *words):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Strict).serve_forever()' "$port" &
  local pid=$!
  while [ -z "$code" ] && [ "$tries" -lt 300 ]; do
    code="$(http_status "$port" /api/v1/health)"
    tries=$((tries + 1))
    [ -n "$code" ] || sleep 0.1
  done
  kill "$pid"
  equals "$code" 200
}
