#!/usr/bin/env bash
# Run a command with DATABASE_URL set to an empty PostgreSQL that lives as long as the command.
# usage: scripts/with_postgres.sh COMMAND [ARGS...]   (exit 77 where PostgreSQL is not installed)
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || { command -v initdb >/dev/null && bin=$(dirname "$(command -v initdb)"); }
[ -n "$bin" ] || { echo "PostgreSQL is not installed: apt-get install postgresql" >&2; exit 77; }

folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then   # the server refuses to run as root
  id postgres >/dev/null 2>&1 || { echo "no user postgres to run the server" >&2; exit 77; }
  chown postgres "$folder"
  as=(runuser -u postgres --)
fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"${as[@]}" "$bin/initdb" -D "$folder/data" -U jumelage -A trust -E UTF8 --no-sync >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -w -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off" -l "$folder/log" start >/dev/null
"${as[@]}" "$bin/createdb" -h 127.0.0.1 -p "$port" -U jumelage jumelage
export DATABASE_URL="postgresql://jumelage@127.0.0.1:$port/jumelage"
"$@"
