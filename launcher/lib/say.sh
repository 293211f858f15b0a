# shellcheck shell=bash
# Messages for people. Everything goes to stderr, so that stdout carries only what was asked for.

if [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
  BOLD=$'\033[1m' DIM=$'\033[2m' RED=$'\033[31m' GREEN=$'\033[32m' PLAIN=$'\033[0m'
else
  BOLD='' DIM='' RED='' GREEN='' PLAIN=''
fi

# In a pipe no one watches; a build server ends what is silent for minutes.
QUIET_SECONDS=30

say() { printf '%s\n' "$*" >&2; }
title() { printf '\n%s%s%s\n' "$BOLD" "$*" "$PLAIN" >&2; }
done_line() { printf '  %s✓%s %s\n' "$GREEN" "$PLAIN" "$*" >&2; }
failed_line() { printf '  %s✗%s %s\n' "$RED" "$PLAIN" "$*" >&2; }

die() {
  local code="$1"
  shift
  printf '%sslipway:%s %s\n' "$RED" "$PLAIN" "$*" >&2
  exit "$code"
}

# progress LABEL SECONDS LOG: one line, rewritten in place on a terminal; elsewhere a short one now and then.
progress() {
  local last=''
  if [ -t 2 ]; then
    [ -z "$3" ] || last="$(last_line "$3")"
    printf '\r\033[K  … %s %s%s s  %.60s%s' "$1" "$DIM" "$2" "$last" "$PLAIN" >&2
  elif [ "$(($2 / QUIET_SECONDS))" -gt "${PROGRESS_SAID:-0}" ]; then
    PROGRESS_SAID="$(($2 / QUIET_SECONDS))"
    printf '  … %s %s s\n' "$1" "$2" >&2
  fi
}

progress_clear() {
  PROGRESS_SAID=0
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

last_line() {
  { tail -n 3 "$1" 2>/dev/null || true; } | tr -d '\r\033' | awk 'NF { line = $0 } END { print line }'
}

show_tail() {
  say "  ${DIM}The last lines of $1:${PLAIN}"
  { tail -n "${2:-25}" "$1" 2>/dev/null || true; } | sed 's/^/    /' >&2
}
