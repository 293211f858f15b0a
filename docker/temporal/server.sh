#!/bin/sh
# The two folders are the image's unless others are named.
set -eu
POSTGRES_PWD="$(cat "${SECRETS:-/run/secrets}/postgres_password")"
export POSTGRES_PWD
exec "${TEMPORAL_FILES:-/etc/temporal}/entrypoint.sh"
