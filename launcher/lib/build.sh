# shellcheck shell=bash
# The jars. They are built when the sources have changed and run from a copy named by the hash of the sources, so that a
# build never replaces a jar under a running stack.

JAR_MODULES="local cli worker builder"
JVM_QUICK_FLAGS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
# Older copies may still be running; one more than a stack and a command line can use.
JAR_COPIES_KEPT=3

# Whether the jars of images get a bill of materials: not for everyday builds, since it takes seconds.
BILLS=''

# Everything the jars are built from: poms, main sources and the specification of the API, by content.
source_fingerprint() {
  (
    cd "$SLIPWAY_ROOT" || exit 1
    { source_files | LC_ALL=C sort -z | xargs -0 cksum; } 2>/dev/null | sha256_of
  )
}

source_files() {
  local path
  for path in pom.xml .mvn */pom.xml */src/main docs/reference/openapi.json; do
    if [ -e "$path" ]; then find "$path" -type f ! -name '*.pyc' ! -name '.*.swp' -print0; fi
  done
}

# Sets JARS to the folder with the current jars.
need_jars() {
  local fingerprint
  fingerprint="$(source_fingerprint)"
  JARS="$SLIPWAY_JARS/${fingerprint:0:16}${BILLS:+-bills}"
  if [ -f "$JARS/slipway-local.jar" ] && [ -f "$JARS/slipway-cli.jar" ]; then return 0; fi
  [ -f "$SLIPWAY_ROOT/pom.xml" ] || die 1 "There is no pom.xml in $SLIPWAY_ROOT: this is not a whole copy of Slipway."
  need python
  need_maven
  with_lock build_jars
}

build_jars() {
  local log="$SLIPWAY_LOGS/build.log" from=$SECONDS
  if [ -f "$JARS/slipway-local.jar" ] && [ -f "$JARS/slipway-cli.jar" ]; then return 0; fi
  if ! watched "building the jars" "$log" build_with_maven; then
    failed_line "The build failed."
    maven_errors "$log"
    die 1 "The whole log is in $log."
  fi
  copy_jars || die 1 "The jars could not be copied to $JARS (a full disk?)."
  prune_jars
  done_line "jars ($(took $from))"
}

build_with_maven() {
  cd "$SLIPWAY_ROOT" || return 1
  # Not -q: its output goes to a log, and that log's last line is what people see while they wait.
  # shellcheck disable=SC2046
  exec "$MVN" $(proxy_options) -B -ntp -T1 package -Dmaven.test.skip=true -Dslipway.launcher=true ${BILLS:+-Dslipway.bills} \
    -pl "${JAR_MODULES// /,}" -am
}

# Maven reads no proxy from the environment, from which everything else takes it.
proxy_options() {
  local scheme address host found=''
  for scheme in http https; do
    case "$scheme" in
      http) address="${http_proxy:-${HTTP_PROXY:-}}" ;;
      https) address="${https_proxy:-${HTTPS_PROXY:-}}" ;;
    esac
    case "$address" in socks*) continue ;; esac
    address="${address#*://}"
    # With a name and a password it would be in the arguments, which everyone can see: that takes Maven's own settings.
    case "$address" in '' | *@*) continue ;; esac
    host="${address%%/*}"
    printf -- '-D%s.proxyHost=%s -D%s.proxyPort=%s ' "$scheme" "${host%%:*}" "$scheme" "$(port_of_proxy "$host")"
    found=yes
  done
  if [ -z "$found" ]; then return 0; fi
  # Since 3.9 its transport looks at these only if it is told to.
  printf -- '-Daether.connector.http.useSystemProperties=true '
  address="${no_proxy:-${NO_PROXY:-}}"
  if [ -n "$address" ]; then printf -- '-Dhttp.nonProxyHosts=%s ' "$(printf '%s' "$address" | sed 's/ //g; s/^\./*./; s/,\./,*./g; s/,/|/g')"; fi
}

port_of_proxy() { case "$1" in *:*) printf '%s' "${1##*:}" ;; *) printf 80 ;; esac; }

# Maven's errors, without its boilerplate.
maven_errors() {
  { grep -E -A 2 '^\[(ERROR|WARNING)\] .*(\.java|\.xml)|^\[ERROR\] .' "$1" || true; } |
    { grep -vE '^\[ERROR\] *(To see the full|Re-run Maven|For more info|\[Help|After correcting|  mvn <args>|-> \[Help|$)|^\[INFO\]|^--$' || true; } |
    awk '!seen[$0]++' | head -n 60 | sed 's/^/    /' >&2
  if ! grep -q '^\[ERROR\]' "$1"; then show_tail "$1" 25; fi
}

copy_jars() {
  local partial="$SLIPWAY_JARS/.partial-$$" module
  rm -rf "$partial"
  mkdir -p "$partial" || return 1
  cp "$(built_jar cli)" "$partial/slipway-cli.jar" || return 1
  # Unpacked, with its libraries next to it: otherwise a JVM can't cache what it has loaded.
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$(built_jar local)" extract --force --destination "$partial" >/dev/null || return 1
  archive_classes "$partial"
  rm -rf "$JARS"
  mv "$partial" "$JARS"
}

# A CDS archive: halves the startup time of the command line. It works without, so a failure to
# write it (or a command line that is not there yet) is ignored.
archive_classes() {
  # shellcheck disable=SC2086
  SLIPWAY_URL=http://127.0.0.1:9 "$JAVA_HOME/bin/java" $JVM_QUICK_FLAGS -Xlog:disable -XX:ArchiveClassesAtExit="$1/cli.jsa" \
    -jar "$1/slipway-cli.jar" health >/dev/null 2>&1 </dev/null || true
}

built_jar() {
  local jar="$SLIPWAY_ROOT/$1/target/slipway-$1.jar" classified="$SLIPWAY_ROOT/$1/target/slipway-$1-app.jar"
  if [ -f "$classified" ]; then printf '%s\n' "$classified"; else printf '%s\n' "$jar"; fi
}

prune_jars() {
  local folder kept=0
  while IFS= read -r folder; do
    kept=$((kept + 1))
    if [ "$kept" -gt "$JAR_COPIES_KEPT" ]; then rm -rf "${SLIPWAY_JARS:?}/$folder"; fi
  done < <(jar_folders)
}

# Newest first. The names are hashes, so ls is safe here.
# shellcheck disable=SC2012
jar_folders() { ls -t "$SLIPWAY_JARS" 2>/dev/null || true; }

# command_line VERB ARGUMENTS…: everything that the launcher does not do itself.
command_line() {
  need jdk
  need_jars
  export SLIPWAY_URL="${SLIPWAY_URL:-http://127.0.0.1:$SLIPWAY_PORT_BASE}" SLIPWAY_COMMAND="${SLIPWAY_COMMAND:-$(called_as)}"
  run_cli_instead "$@"
}

# How to call it again, for the commands that are suggested.
called_as() {
  if [ "$(command -v slipway 2>/dev/null || true)" = "$0" ]; then printf 'slipway\n'; else printf '%s\n' "$0"; fi
}

run_cli_instead() {
  disarm
  # shellcheck disable=SC2086
  exec "$JAVA_HOME/bin/java" $JVM_QUICK_FLAGS -Xmx256m -Xlog:disable -Xlog:all=error:stderr \
    -XX:SharedArchiveFile="$JARS/cli.jsa" -jar "$JARS/slipway-cli.jar" "$@"
}

# The same as a child of the launcher.
cli() { (command_line "$@"); }

build_command() {
  need jdk python
  BILLS=yes
  need_jars
  say "  The jars are in $JARS"
}
