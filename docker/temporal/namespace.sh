#!/bin/sh
# Creates the namespace and the search attributes that deployments are found by. Safe to rerun.
set -eu

namespace_is_there() { temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; }

namespace_is_there || temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$RETENTION"

# A new namespace takes up to 10 s to reach every server role.
attempts=0
until known="$(temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE")"; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 30 ] || exit 1
  sleep 2
done

for name in SlipwayAgent SlipwayStack SlipwayRegion SlipwayStatus SlipwayType SlipwayRequestedBy; do
  case "$known" in
    *"$name "*) ;;
    *) temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type Keyword ;;
  esac
done
