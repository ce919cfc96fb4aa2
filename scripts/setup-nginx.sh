#!/usr/bin/env bash
# The test of docs/deploy.md runs its sample in the distribution's nginx. Prints its path.
set -euo pipefail
find_nginx() { command -v nginx || { [ -x /usr/sbin/nginx ] && echo /usr/sbin/nginx; }; }
find_nginx && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "The test of docs/deploy.md needs nginx: install the package nginx-light (on Debian, as root: apt-get install nginx-light)." >&2
  exit 1
fi
echo "Installing nginx ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Its own service is not wanted: only the program is used.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
if ! { apt-get update -q && apt-get install -y -q --no-install-recommends nginx-light; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2; echo "Installing nginx failed; what apt said is above." >&2; exit 1
fi
# Nor at the next start of the machine.
if command -v systemctl >/dev/null; then systemctl disable -q nginx 2>/dev/null || true; fi
find_nginx
