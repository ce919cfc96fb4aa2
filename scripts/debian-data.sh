#!/usr/bin/env bash
# Usage: scripts/debian-data.sh     Fetches small Debian packages with real tables and images, and prints the folder they are unpacked in.
# Nothing is installed, and nothing is fetched twice.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=$PWD/artifacts/debian-data
for package in python3-sklearn tango-icon-theme lxde-icon-theme; do
  [ -d "$folder/$package" ] && continue
  mkdir -p "$folder/.new"
  (cd "$folder/.new" && apt-get download -q "$package" >/dev/null 2>&1 && dpkg-deb -x "$package"_*.deb "$package") ||
    { rm -rf "$folder/.new"; echo "The Debian package $package could not be had." >&2; exit 1; }
  mv "$folder/.new/$package" "$folder/$package"
  rm -rf "$folder/.new"
done
echo "$folder"
