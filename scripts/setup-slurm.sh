#!/usr/bin/env bash
# The tests of clusters start a Slurm of one node and an SSH server of their own, from the distribution's packages.
set -euo pipefail
PATH=$PATH:/usr/sbin
have() { command -v sbatch && command -v slurmd && command -v slurmctld && command -v munged && command -v sshd; }
if have >/dev/null; then exit 0; fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" != 0 ]; then
  echo "The tests of clusters need Slurm, munge and an SSH server (on Debian, as root:" \
    "apt-get install slurm-wlm munge openssh-server)." >&2
  exit 1
fi
services=(munge slurmd slurmctld)
command -v sshd >/dev/null || services+=(ssh)
echo "Installing Slurm and an SSH server ..." >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Their own services are not wanted: only the programs are used.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
if ! { apt-get update -q && apt-get install -y -q --no-install-recommends slurm-wlm munge openssh-server; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2; echo "Installing Slurm failed; what apt said is above." >&2; exit 1
fi
# Nor at the next start of the machine; an SSH server that was there before stays as it is.
if command -v systemctl >/dev/null; then systemctl disable -q "${services[@]}" 2>/dev/null || true; fi
have >/dev/null
