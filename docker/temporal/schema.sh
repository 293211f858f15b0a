#!/bin/sh
# Creates or upgrades Temporal's two databases. Runs again without harm.
set -eu
SQL_PASSWORD="$(cat /run/secrets/postgres_password)"
export SQL_PASSWORD

upgrade() { temporal-sql-tool --db "$1" update-schema -d "/etc/temporal/schema/postgresql/v12/$2/versioned"; }

prepare() {
  # An existing database is no error to this tool.
  temporal-sql-tool --db "$1" create
  # Only a database without a schema version refuses the upgrade for want of one; then it is a new one.
  upgrade "$1" "$2" || { temporal-sql-tool --db "$1" setup-schema -v 0.0 && upgrade "$1" "$2"; }
}

prepare temporal temporal
prepare temporal_visibility visibility
