# shellcheck shell=bash
# Installing: completely or not at all.

# A uv that creates an "environment" with a tool in it, as $BOX/mode says.
fake_uv() {
  load_launcher
  PYTHON="$(command -v python3)"
  follow_pip_settings() { :; }
  # shellcheck disable=SC2016
  script "$SLIPWAY_TOOLS/uv/bin/uv" '
    if [ "$1" = venv ]; then mkdir -p "${@: -1}/bin"; ln -s "$(command -v bash)" "${@: -1}/bin/python"; exit 0; fi
    bin="$(dirname "$4")"
    case "$(cat "$BOX/mode")" in
      broken) printf "#!/bin/sh\nexit 3\n" >"$bin/sam"; chmod +x "$bin/sam" ;;
      cut) echo "connection reset"; exit 2 ;;
      die) kill -9 "$(cat "$BOX/launcher.pid")"; sleep 1; exit 1 ;;
      good) printf "#!/bin/sh\necho 1.0\n" >"$bin/sam"; chmod +x "$bin/sam"; echo x >>"$BOX/installs" ;;
    esac'
  make_home
  wanted_stamp uv >"$SLIPWAY_TOOLS/uv/.slipway-stamp"
  ln -s "$SLIPWAY_TOOLS/uv/bin/uv" "$BOX/uv-link"
}

nothing_half_installed() {
  absent "$SLIPWAY_TOOLS/sam"
  equals "$(find "$SLIPWAY_TOOLS" -maxdepth 1 -name '.partial-*')" ""
}

install_sam() { (ensure_tools sam) >"$BOX/output" 2>&1; }

test_good_tool_is_installed_once() {
  fake_uv
  echo good >"$BOX/mode"
  install_sam || fail "$(cat "$BOX/output")"
  install_sam || fail "$(cat "$BOX/output")"
  equals "$(wc -l <"$BOX/installs" | tr -d ' ')" 1
  tool_is_current sam || fail "not current after its installation"
}

test_broken_download_leaves_nothing_and_the_next_run_recovers() {
  fake_uv
  echo cut >"$BOX/mode"
  if install_sam; then fail "a truncated download was accepted"; fi
  contains "$(cat "$BOX/output")" "connection reset"
  nothing_half_installed
  echo good >"$BOX/mode"
  install_sam || fail "$(cat "$BOX/output")"
}

test_tool_that_does_not_start_is_not_put_in_place() {
  fake_uv
  echo broken >"$BOX/mode"
  if install_sam; then fail "a broken tool was accepted"; fi
  nothing_half_installed
}

test_failed_upgrade_leaves_the_old_tool() {
  fake_uv
  echo good >"$BOX/mode"
  install_sam
  echo old >"$SLIPWAY_TOOLS/sam/.slipway-stamp"
  echo cut >"$BOX/mode"
  if install_sam; then fail "a truncated download was accepted"; fi
  present "$SLIPWAY_TOOLS/sam/bin/sam"
}

test_kill_9_in_the_middle_leaves_nothing_and_the_next_run_recovers() {
  fake_uv
  echo die >"$BOX/mode"
  (
    echo "$BASHPID" >"$BOX/launcher.pid"
    ensure_tools sam
  ) >/dev/null 2>&1 || true
  absent "$SLIPWAY_TOOLS/sam"
  echo good >"$BOX/mode"
  install_sam || fail "$(cat "$BOX/output")"
  equals "$(find "$SLIPWAY_TOOLS" -maxdepth 1 -name '.partial-*')" ""
}

test_changed_lock_causes_a_new_installation() {
  fake_uv
  echo good >"$BOX/mode"
  install_sam
  cp -R "$LOCKS" "$BOX/locks"
  LOCKS="$BOX/locks"
  tool_is_current sam || fail "the same lock in another place is another lock"
  echo '# changed' >>"$LOCKS/sam.lock"
  if tool_is_current sam; then fail "a changed lock was not noticed"; fi
}

test_tool_whose_python_was_removed_is_not_current() {
  fake_uv
  echo good >"$BOX/mode"
  install_sam
  ln -sf "$BOX/removed" "$SLIPWAY_TOOLS/sam/bin/python"
  if tool_is_current sam; then fail "an environment without its Python was accepted"; fi
}

test_too_small_a_disk_is_reported_before_anything_is_fetched() {
  fake_uv
  echo good >"$BOX/mode"
  SLIPWAY_NEEDED_DISK_MB=999999999
  if install_sam; then fail "installed on a disk that is too small"; fi
  contains "$(cat "$BOX/output")" "MB are free"
  nothing_half_installed
}

test_second_launcher_waits_for_the_first() {
  fake_uv
  slow() { sleep 1; echo first >>"$BOX/order"; }
  (with_lock slow) 2>/dev/null &
  sleep 0.3
  second() { echo second >>"$BOX/order"; }
  (with_lock second) 2>/dev/null
  wait
  equals "$(tr '\n' ' ' <"$BOX/order")" "first second "
}

test_folder_lock_of_a_dead_holder_is_taken_over() {
  fake_uv
  mkdir "$SLIPWAY_HOME/launcher.lock.d"
  echo 999999999 >"$SLIPWAY_HOME/launcher.lock.d/pid"
  (with_folder_lock true) || fail "not taken over"
  absent "$SLIPWAY_HOME/launcher.lock.d"
}

test_every_requirement_is_pinned_and_hashed_and_names_no_host() {
  load_launcher
  local lock
  for lock in "$LOCKS"/*.lock; do
    equals "$(grep -cE '^[a-z0-9_.-]+(==| *@)' "$lock")" "$(grep -cE '^[a-z0-9]' "$lock")"
    equals "$(grep -cE '://|--index|--find-links' "$lock")" 0
    [ "$(grep -c 'sha256:' "$lock")" -ge "$(grep -cE '^[a-z0-9]' "$lock")" ] || fail "$lock: a requirement without a hash"
  done
}

test_version_order_is_by_number() {
  load_launcher
  version_at_least 3.9.11 3.8.7 || fail "3.9.11 is newer than 3.8.7"
  version_at_least 3.8.7 3.8.7 || fail "3.8.7 is 3.8.7"
  if version_at_least 3.8.6 3.8.7; then fail "3.8.6 is older than 3.8.7"; fi
  if version_at_least "" 3.8.7; then fail "nothing is older than 3.8.7"; fi
  version_at_least 4.0.0 3.8.7 || fail "4.0.0 is newer than 3.8.7"
}

# A node and an npm that install what $BOX/mode says.
fake_node() {
  load_launcher
  PYTHON="$(command -v python3)"
  follow_pip_settings() { :; }
  tool_is_current() { [ "$1" = uv ] || [ -e "$SLIPWAY_TOOLS/$1/.slipway-stamp" ]; }
  script "$BOX/bin/node" 'case "$(cat "$BOX/mode")" in
    none) exit 127 ;;
    old) echo v18.20.4 ;;
    broken) if [ "$1" = --version ]; then echo v22.4.0; else exit 1; fi ;;
    *) if [ "$1" = --version ]; then echo v22.4.0; else echo 9.0.0; fi ;;
  esac'
  script "$BOX/bin/npm" 'echo "$@" >>"$BOX/npm"; [ "$(cat "$BOX/mode")" != cut ]'
  PATH="$BOX/bin:$PATH"
  make_home
}

test_oidc_provider_is_installed_by_its_lock_without_scripts() {
  fake_node
  echo good >"$BOX/mode"
  (ensure_tools oidc-provider) >"$BOX/output" 2>&1 || fail "$(cat "$BOX/output")"
  contains "$(cat "$BOX/npm")" "ci "
  contains "$(cat "$BOX/npm")" "--ignore-scripts"
  present "$SLIPWAY_TOOLS/oidc-provider/package-lock.json"
  present "$SLIPWAY_TOOLS/oidc-provider/bin/oidc-provider"
}

test_oidc_provider_that_does_not_load_is_not_put_in_place() {
  fake_node
  local mode
  for mode in broken cut; do
    echo "$mode" >"$BOX/mode"
    if (ensure_tools oidc-provider) >"$BOX/output" 2>&1; then fail "$mode was accepted"; fi
    absent "$SLIPWAY_TOOLS/oidc-provider"
  done
}

test_verify_goes_on_without_node_and_says_what_is_not_tested() {
  fake_node
  local mode
  for mode in none old cut; do
    echo "$mode" >"$BOX/mode"
    (unset SLIPWAY_OIDC_PROVIDER; ensure_oidc_provider && export_tools && printf '%s\n' "set to '${SLIPWAY_OIDC_PROVIDER:-}'") >"$BOX/output" 2>&1 ||
      fail "$mode: $(cat "$BOX/output")"
    contains "$(cat "$BOX/output")" "not tested with oidc-provider"
    contains "$(cat "$BOX/output")" "set to ''"
  done
}

test_tools_names_a_missing_node() {
  fake_node
  echo old >"$BOX/mode"
  if (tools_command oidc-provider) >"$BOX/output" 2>&1; then fail "installed with an old node"; fi
  contains "$(cat "$BOX/output")" "node 20.12.0 or newer"
  contains "$(cat "$BOX/output")" "v18.20.4"
}

test_every_package_of_npm_is_pinned_and_hashed_and_has_no_other_origin() {
  load_launcher
  local lock="$LOCKS/oidc-provider/package-lock.json"
  equals "$(grep -c '"node_modules/' "$lock")" "$(grep -c '"integrity": "sha512-' "$lock")"
  equals "$(grep -c '"resolved"' "$lock")" 0
}

# A Go that builds a "server", as $BOX/mode says, and knows where its sources are.
fake_go() {
  fake_node
  # shellcheck disable=SC2016
  script "$BOX/bin/go" 'echo "$PWD: $GOFLAGS $*" >>"$BOX/go"
    case "$1 $(cat "$BOX/mode")" in
      "env none") exit 127 ;;
      "env old") echo go1.20.3 ;;
      "env "*) echo go9.9.9 ;;
      "build broken") exit 1 ;;
      build*) printf "#!/bin/sh\necho 1.0\n" >"$4"; chmod +x "$4" ;;
      list*) echo "$BOX/sources" ;;
    esac'
  mkdir -p "$BOX/sources/schema/postgresql/v12"
  chmod a-w "$BOX/sources/schema/postgresql/v12"
}

test_temporal_server_is_built_from_pinned_modules_with_its_schema() {
  fake_go
  echo good >"$BOX/mode"
  (ensure_tools temporal-server) >"$BOX/output" 2>&1 || fail "$(cat "$BOX/output")"
  contains "$(cat "$BOX/go")" "launcher/tools/temporal-server: -mod=readonly build"
  present "$SLIPWAY_TOOLS/temporal-server/bin/temporal-sql-tool"
  present "$SLIPWAY_TOOLS/temporal-server/schema/postgresql/v12"
  rm -r "$SLIPWAY_TOOLS/temporal-server" || fail "what was installed can't be removed"
}

test_temporal_server_that_does_not_build_is_not_put_in_place() {
  fake_go
  echo broken >"$BOX/mode"
  if (ensure_tools temporal-server) >"$BOX/output" 2>&1; then fail "a failed build was accepted"; fi
  absent "$SLIPWAY_TOOLS/temporal-server"
}

test_verify_production_names_missing_go_and_postgres_at_once() {
  fake_go
  local mode
  postgres_folders() { printf '%s\n' "$BOX/postgres"; }
  # shellcheck disable=SC2016
  script "$BOX/postgres/postgres" 'echo "postgres (PostgreSQL) 13.4 (Debian 13.4-1)"'
  for mode in none old; do
    echo "$mode" >"$BOX/mode"
    if (need go postgres) >"$BOX/output" 2>&1; then fail "$mode was accepted"; fi
    contains "$(cat "$BOX/output")" "Go 1."
    contains "$(cat "$BOX/output")" "PostgreSQL 15 or newer (found: 13.4)"
  done
  contains "$(cat "$BOX/output")" "found: 1.20.3"
}

test_postgres_is_found_where_debian_keeps_it() {
  load_launcher
  postgres_folders() { printf '%s\n' "$BOX/14/bin" "$BOX/16/bin"; }
  script "$BOX/14/bin/postgres" 'echo "postgres (PostgreSQL) 14.1"'
  script "$BOX/16/bin/postgres" 'echo "postgres (PostgreSQL) 16.2"'
  need_postgres
  equals "$MISSING" ""
  equals "$POSTGRES" "$BOX/16/bin"
}

test_every_module_of_temporals_server_is_pinned_by_its_hash() {
  load_launcher
  local folder="$LOCKS/temporal-server" module version
  while read -r module version _; do
    grep -q "^$module $version" "$folder/go.sum" || fail "$module $version is not in go.sum"
  done < <(sed -n 's/^\t\([^ ]*\/[^ ]* v[^ ]*\).*/\1/p' "$folder/go.mod")
}
