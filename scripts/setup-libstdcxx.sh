#!/usr/bin/env bash
# TorchSharp's Linux library needs GLIBCXX_3.4.32. Debian 12 has an older libstdc++: as root, Debian 13's is installed beside it
# (a trixie source at the machine's own site, pinned low so that nothing else comes from it).
set -euo pipefail
needed=GLIBCXX_3.4.32
library=/usr/lib/x86_64-linux-gnu/libstdc++.so.6
# Read whole before it is looked at: a reader that leaves a pipe early ends its writer, and with it the script.
known=$(ldconfig -p 2>/dev/null || true)
line='libstdc\+\+\.so\.6 [^=]*x86-64[^=]*=> ([^[:space:]]+)'
if [[ $known =~ $line ]]; then library=${BASH_REMATCH[1]}; fi
if [ -e "$library" ] && grep -qa "$needed" "$library"; then exit 0; fi

. /etc/os-release
if [ "${ID:-}" != debian ] || [ "${VERSION_ID:-}" != 12 ]; then
  echo "WebLab's trainer needs a libstdc++ with $needed (Ubuntu 24.04, Debian 13 and Fedora 39 have it);" \
    "${PRETTY_NAME:-this system} has none: install a newer libstdc++6." >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "WebLab's trainer needs a libstdc++ with $needed, which Debian 12 lacks: run this once as root" \
    "(sudo scripts/setup-libstdcxx.sh), it takes libstdc++6 from Debian 13." >&2
  exit 1
fi

echo "Installing libstdc++6 from Debian 13 (this system's has no $needed) ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install_newer() {
  apt-get update -q
  local sites site each
  sites=$(apt-get indextargets --format '$(SITE)' 'Component: main')
  site=
  while read -r each; do
    case "$each" in *security*) ;; *) site=${site:-$each} ;; esac
  done <<<"$sites"
  [ -n "$site" ] || { echo "apt has no source with the component main"; return 1; }
  echo "deb $site trixie main" > /etc/apt/sources.list.d/weblab-trixie.list
  printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' > /etc/apt/preferences.d/weblab-trixie
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q -t trixie libstdc++6
}
if ! install_newer >"$log" 2>&1; then
  tail -n 15 "$log" >&2; echo "Installing libstdc++6 from Debian 13 failed; what apt said is above." >&2; exit 1
fi
