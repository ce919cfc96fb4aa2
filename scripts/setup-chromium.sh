#!/usr/bin/env bash
# The browser tests drive the distribution's Chromium. Prints its path. Its headless shell, where there is one, draws no window of its own
# around the page: a fifth less processor time a page.
set -euo pipefail
find_browser() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; }
find_browser && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "The browser tests need Chromium: install the package chromium (on Debian, as root: apt-get install chromium)." >&2; exit 1
fi
echo "Installing Chromium ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"; }
if ! { apt-get update -q && { install chromium-headless-shell fonts-liberation || install chromium fonts-liberation; } } >"$log" 2>&1; then
  tail -n 15 "$log" >&2; echo "Installing Chromium failed; what apt said is above." >&2; exit 1
fi
find_browser
