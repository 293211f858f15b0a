#!/bin/sh
# Creates or upgrades Temporal's two databases. Safe to rerun. The two folders are the image's unless others are named.
set -eu
SQL_PASSWORD="$(cat "${SECRETS:-/run/secrets}/postgres_password")"
export SQL_PASSWORD

upgrade() { temporal-sql-tool --db "$1" update-schema -d "${TEMPORAL_FILES:-/etc/temporal}/schema/postgresql/v12/$2/versioned"; }

prepare() {
  # This tool does not treat an existing database as an error.
  temporal-sql-tool --db "$1" create
  # The upgrade fails only if the database has no schema version; then it is a new one.
  upgrade "$1" "$2" || { temporal-sql-tool --db "$1" setup-schema -v 0.0 && upgrade "$1" "$2"; }
}

prepare temporal temporal
prepare temporal_visibility visibility
