# shellcheck shell=bash
# The pinned tools under .slipway/tools, each in its own virtual environment. A tool is built in a .partial folder,
# started once to prove that it works, and only then renamed into place: what is in place is complete.

RUN_TOOLS="sam ministack temporal"
# Only end-to-end tests and benchmarks inject faults between Slipway and the emulator.
FAULT_TOOLS="microburst"
# Only the benchmark of deployments to AgentCore runs it: AWS's own command, to compare with.
COMPARED_TOOLS="agentcore-toolkit"
# Only end-to-end tests of sign-in run it, and only where there is a node; it is no Python package.
SIGN_IN_TOOLS="oidc-provider"
# Only the tests of the production setup run it. It is built from source.
PRODUCTION_TOOLS="temporal-server"
# The oldest that can hash as oidc-provider asks it to. It recommends 22 and does the same with 20.
OLDEST_NODE="20.12.0"

# Changes whenever the installation method does, so that older installations are replaced.
INSTALLER_VERSION=1

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# What an installation of tool $1 must have been made from to be current.
wanted_stamp() {
  {
    printf '%s\n' "$INSTALLER_VERSION"
    cat "$(lock_file "$1")"
    if [ -f "$LOCKS/$1.pin" ]; then cat "$LOCKS/$1.pin"; fi
    if [ -d "$LOCKS/$1" ]; then cat "$LOCKS/$1"/*; fi
  } | sha256_of
}

# Locks live in launcher/tools, except the one that belongs to the template's own tests.
lock_file() {
  case "$1" in
    pytest) printf '%s\n' "$SLIPWAY_ROOT/templates/src/test/python/requirements-test.lock" ;;
    oidc-provider) printf '%s\n' "$LOCKS/oidc-provider/package-lock.json" ;;
    temporal-server) printf '%s\n' "$LOCKS/temporal-server/go.sum" ;;
    *) printf '%s\n' "$LOCKS/$1.lock" ;;
  esac
}

# The command that must exist, and the arguments that prove that it works.
tool_command() {
  case "$1" in
    pytest | uv | cfn-lint | sam | temporal | temporal-server | microburst | oidc-provider) printf '%s --version\n' "$1" ;;
    ministack | kubernetes-validate) printf '%s --help\n' "$1" ;;
    helm) printf 'helm version\n' ;;
    agentcore-toolkit) printf 'agentcore --help\n' ;;
    maven) printf 'mvn --version\n' ;;
  esac
}

tool_is_current() {
  local folder="$SLIPWAY_TOOLS/$1" command
  command="$(tool_command "$1")"
  # -x follows the link: if its Python has been removed since, the environment is useless.
  [ -x "$folder/bin/${command%% *}" ] && { [ ! -L "$folder/bin/python" ] || [ -x "$folder/bin/python" ]; } &&
    [ "$(cat "$folder/.slipway-stamp" 2>/dev/null)" = "$(wanted_stamp "$1")" ]
}

# ensure_tools NAME…: installs what is missing or not current.
ensure_tools() {
  local tool outdated=''
  for tool in "$@"; do tool_is_current "$tool" || outdated="$outdated $tool"; done
  [ -n "$outdated" ] || return 0
  # shellcheck disable=SC2086
  with_lock install_tools $outdated
}

install_tools() {
  local tool
  clear_partials
  on_exit clear_partials
  check_disk "$@"
  follow_pip_settings
  tool_is_current uv || install_uv
  for tool in "$@"; do
    tool_is_current "$tool" || install_one "$tool"
  done
  clear_partials
}

install_one() {
  case "$1" in
    uv) install_uv ;;
    maven) install_maven ;;
    helm) install_helm ;;
    oidc-provider) install_oidc_provider ;;
    temporal-server) install_temporal_server ;;
    *) install_environment "$1" ;;
  esac
}

# Only ever called by the holder of the lock, so no one is still working in these.
clear_partials() { rm -rf "$SLIPWAY_TOOLS"/.partial-* "$SLIPWAY_TOOLS"/.old-* "$SLIPWAY_JARS"/.partial-* 2>/dev/null || true; }

free_disk_mb() { df -Pk "$SLIPWAY_HOME" 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }'; }

# Measured sizes while installing, with a fifth to spare.
tool_mb() {
  case "$1" in
    uv) echo 130 ;;
    sam) echo 270 ;;
    ministack) echo 190 ;;
    temporal) echo 180 ;;
    maven) echo 50 ;;
    oidc-provider) echo 10 ;;
    helm) echo 250 ;;
    kubernetes-validate) echo 160 ;;
    temporal-server) echo 300 ;;
    *) echo 130 ;;
  esac
}

# check_disk TOOL…: is there enough space for these? SLIPWAY_NEEDED_DISK_MB overrides how much is needed.
check_disk() {
  local free tool needed=0
  tool_is_current uv || needed="$(tool_mb uv)"
  for tool in "$@"; do needed=$((needed + $(tool_mb "$tool"))); done
  needed="${SLIPWAY_NEEDED_DISK_MB:-$needed}"
  free="$(free_disk_mb)"
  if [ -n "$free" ] && [ "$free" -lt "$needed" ]; then
    die 1 "$free MB are free on the disk of $SLIPWAY_HOME (expected: at least $needed MB, for $*). Free some space, or set SLIPWAY_HOME to a folder on a larger disk. Nothing was installed."
  fi
}

# uv does not read pip's settings; a site that points pip at its own index or certificates means uv as well.
follow_pip_settings() {
  local index
  export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
  if [ -n "${PIP_CERT:-}" ] && [ -z "${SSL_CERT_FILE:-}" ]; then export SSL_CERT_FILE="$PIP_CERT"; fi
  if [ -n "${UV_INDEX_URL:-}${UV_DEFAULT_INDEX:-}" ]; then return 0; fi
  index="${PIP_INDEX_URL:-$("$PYTHON" -m pip config get global.index-url 2>/dev/null || true)}"
  if [ -n "$index" ]; then export UV_DEFAULT_INDEX="$index"; fi
}

# uv itself comes through pip; afterwards only its binary is needed.
install_uv() {
  local partial="$SLIPWAY_TOOLS/.partial-uv" log="$SLIPWAY_LOGS/install-uv.log" from=$SECONDS
  rm -rf "$partial"
  watched "uv: an environment to fetch it with" "$log" "$PYTHON" -m venv "$partial/fetch" ||
    install_failed uv "$log"
  watched "uv: fetching" "$log" "$partial/fetch/bin/python" -m pip install --disable-pip-version-check --no-deps \
    --no-compile --require-hashes --only-binary :all: -r "$(lock_file uv)" || install_failed uv "$log"
  { mkdir "$partial/bin" && cp "$partial/fetch/bin/uv" "$partial/bin/uv" && rm -rf "$partial/fetch"; } ||
    install_failed uv "$log"
  put_in_place uv "$log"
  done_line "uv ($(took $from))"
}

install_environment() {
  local tool="$1" partial="$SLIPWAY_TOOLS/.partial-$1" log="$SLIPWAY_LOGS/install-$1.log" from=$SECONDS
  rm -rf "$partial"
  watched "$tool: an environment" "$log" "$SLIPWAY_TOOLS/uv/bin/uv" venv --relocatable --no-project \
    --python "$PYTHON" "$partial" || install_failed "$tool" "$log"
  watched "$tool: fetching" "$log" "$SLIPWAY_TOOLS/uv/bin/uv" pip install --python "$partial/bin/python" \
    --require-hashes --only-binary :all: -r "$(lock_file "$tool")" || install_failed "$tool" "$log"
  put_in_place "$tool" "$log"
  done_line "$tool ($(took $from))"
}

# npm takes registry, proxy and certificates from its own settings. No package's scripts run.
install_oidc_provider() {
  local tool=oidc-provider partial="$SLIPWAY_TOOLS/.partial-oidc-provider" from=$SECONDS
  local log="$SLIPWAY_LOGS/install-oidc-provider.log" files="$LOCKS/oidc-provider"
  rm -rf "$partial"
  { mkdir -p "$partial/bin" && cp "$files/package.json" "$files/package-lock.json" "$partial" &&
    cp "$files/run.sh" "$partial/bin/$tool" && chmod +x "$partial/bin/$tool"; } || install_failed "$tool" "$log"
  watched "$tool: fetching" "$log" npm_ci "$partial" || install_failed "$tool" "$log"
  put_in_place "$tool" "$log"
  done_line "$tool ($(took $from))"
}

# With --prefix, npm compares the lock with the folder's name.
npm_ci() { cd "$1" && exec npm ci --ignore-scripts --no-audit --no-fund; }

# Go takes proxy and checksum database from its own settings; go.sum has every module's hash.
install_temporal_server() {
  local tool=temporal-server partial="$SLIPWAY_TOOLS/.partial-temporal-server" from=$SECONDS
  local log="$SLIPWAY_LOGS/install-temporal-server.log"
  rm -rf "$partial"
  watched "$tool: building (once; ten minutes on two cores)" "$log" build_temporal_server "$partial" || install_failed "$tool" "$log"
  put_in_place "$tool" "$log"
  done_line "$tool ($(took $from))"
}

build_temporal_server() {
  local sources
  export CGO_ENABLED=0 GOFLAGS=-mod=readonly
  mkdir -p "$1/bin" "$1/schema" && cd "$LOCKS/temporal-server" || return 1
  go build -trimpath -o "$1/bin/temporal-server" go.temporal.io/server/cmd/server &&
    go build -trimpath -o "$1/bin/temporal-sql-tool" go.temporal.io/server/cmd/tools/sql || return 1
  # Modules are kept read-only; what is in place must be removable.
  sources="$(go list -m -f '{{.Dir}}' go.temporal.io/server)" && cp -R "$sources/schema/postgresql" "$1/schema" && chmod -R u+w "$1/schema"
}

# put_in_place TOOL LOG: proves that the partial installation works, stamps it, renames it.
put_in_place() {
  local tool="$1" log="$2" partial="$SLIPWAY_TOOLS/.partial-$1" command
  command="$(tool_command "$tool")"
  # shellcheck disable=SC2086
  watched "$tool: trying it" "$log" env SAM_CLI_TELEMETRY=0 "$partial/bin/"$command || install_failed "$tool" "$log"
  { wanted_stamp "$tool" >"$partial/.slipway-stamp"; } 2>/dev/null || install_failed "$tool" "$log"
  [ "$(cat "$partial/.slipway-stamp")" = "$(wanted_stamp "$tool")" ] || install_failed "$tool" "$log"
  if [ -e "$SLIPWAY_TOOLS/$tool" ]; then mv "$SLIPWAY_TOOLS/$tool" "$SLIPWAY_TOOLS/.old-$tool"; fi
  mv "$partial" "$SLIPWAY_TOOLS/$tool" || install_failed "$tool" "$log"
  rm -rf "$SLIPWAY_TOOLS/.old-$tool"
}

install_failed() {
  local tool="$1" log="$2" free
  free="$(free_disk_mb)"
  clear_partials
  failed_line "$tool could not be installed; nothing half-installed is left."
  show_tail "$log"
  if [ -n "$free" ] && [ "$free" -lt 20 ]; then
    die 1 "The disk of $SLIPWAY_HOME is full ($free MB free). Free some space and run the same command again."
  fi
  die 1 "Is the package index reachable (a proxy or mirror is taken from pip's or uv's settings)? Run the same command again to continue from here."
}

# Tells the local stack and its children where things are.
export_tools() {
  export SLIPWAY_SAM="$SLIPWAY_TOOLS/sam/bin/sam"
  export SLIPWAY_UV="$SLIPWAY_TOOLS/sam/bin/uv"
  export SLIPWAY_TEMPORAL="$SLIPWAY_TOOLS/temporal/bin/temporal"
  export SLIPWAY_MINISTACK="$SLIPWAY_TOOLS/ministack/bin/ministack"
  export SLIPWAY_MICROBURST="$SLIPWAY_TOOLS/microburst/bin/microburst"
  export SLIPWAY_AGENTCORE_TOOLKIT="$SLIPWAY_TOOLS/agentcore-toolkit/bin/agentcore"
  export SLIPWAY_PYTHON="$PYTHON"
  # Not everywhere: there may be no node.
  if node_is_usable && tool_is_current oidc-provider; then
    export SLIPWAY_OIDC_PROVIDER="$SLIPWAY_TOOLS/oidc-provider/bin/oidc-provider"
  fi
}

# `tools [NAME…]` and `build`: only fetch, only build. Images are built with these.
tools_command() {
  need python
  # shellcheck disable=SC2086
  [ $# -gt 0 ] || set -- $RUN_TOOLS
  local tool
  for tool in "$@"; do
    [ -n "$(tool_command "$tool")" ] || die 2 "tools: '$tool' is not known (expected: $RUN_TOOLS, $FAULT_TOOLS, $COMPARED_TOOLS, $SIGN_IN_TOOLS, $PRODUCTION_TOOLS, $CHART_TOOLS, helm, maven, cfn-lint or pytest)"
  done
  # Maven proves that it works by starting, which takes a JDK.
  case " $* " in *" maven "*) need jdk ;; esac
  case " $* " in *" oidc-provider "*) need node ;; esac
  case " $* " in *" temporal-server "*) need go ;; esac
  # Images and machines run them as a user that can't write there: Python would compile them at each start.
  export UV_COMPILE_BYTECODE=1
  ensure_tools "$@"
  say "  In $SLIPWAY_TOOLS: $*"
}
