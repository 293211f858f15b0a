# shellcheck shell=bash
# A pinned Maven, fetched by its coordinates and verified by its hash; else the one on the PATH, if it is new enough.

OLDEST_MAVEN="3.8.7"

# Sets MVN.
need_maven() {
  if [ -n "${MVN:-}" ]; then return 0; fi
  if [ -n "${SLIPWAY_MAVEN:-}" ]; then
    MVN="$SLIPWAY_MAVEN"
    return 0
  fi
  if tool_is_current maven || (arm && ensure_tools maven); then
    MVN="$SLIPWAY_TOOLS/maven/bin/mvn"
    return 0
  fi
  MVN="$(maven_on_path)"
  [ -n "$MVN" ] || die 1 "Maven could not be fetched, and no mvn >= $OLDEST_MAVEN is on the PATH (Debian, Ubuntu: apt-get install maven)."
  say "  Using $MVN instead."
}

maven_on_path() {
  local found version
  found="$(command -v mvn 2>/dev/null)" || return 0
  version="$("$found" -v 2>/dev/null | sed -n '1s/.*Maven \([0-9.]*\).*/\1/p')"
  if version_at_least "$version" "$OLDEST_MAVEN"; then printf '%s\n' "$found"; fi
}

# version_at_least 3.9.11 3.8.7
version_at_least() {
  local have=() want=() i
  IFS=. read -r -a have <<<"$1"
  IFS=. read -r -a want <<<"$2"
  for i in 0 1 2; do
    if [ "${have[$i]:-0}" -gt "${want[$i]:-0}" ]; then return 0; fi
    if [ "${have[$i]:-0}" -lt "${want[$i]:-0}" ]; then return 1; fi
  done
}

install_maven() {
  local partial="$SLIPWAY_TOOLS/.partial-maven" log="$SLIPWAY_LOGS/install-maven.log" from=$SECONDS
  local coordinates sha512
  # shellcheck source=/dev/null
  . "$LOCKS/maven.pin"
  rm -rf "$partial"
  watched "maven: an environment to fetch it with" "$log" "$SLIPWAY_TOOLS/uv/bin/uv" venv --no-project \
    --python "$PYTHON" "$partial/fetch" || install_failed maven "$log"
  watched "maven: its downloader" "$log" "$SLIPWAY_TOOLS/uv/bin/uv" pip install \
    --python "$partial/fetch/bin/python" --require-hashes --only-binary :all: -r "$(lock_file maven)" ||
    install_failed maven "$log"
  watched "maven: fetching" "$log" "$partial/fetch/bin/maven-artifact" "$coordinates" "$partial/maven.tar.gz" ||
    install_failed maven "$log"
  watched "maven: unpacking" "$log" "$PYTHON" -I "$HELPERS/unpack.py" "$partial/maven.tar.gz" "$sha512" "$partial" ||
    install_failed maven "$log"
  rm -rf "$partial/fetch" "$partial/maven.tar.gz"
  put_in_place maven "$log"
  done_line "maven ($(took $from))"
}
