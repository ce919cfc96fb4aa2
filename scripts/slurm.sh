#!/usr/bin/env bash
# Usage: scripts/slurm.sh start DIR | stop DIR     A Slurm of one node for tests: munge, controller and node on loopback, all of it in DIR.
# Then export SLURM_CONF=DIR/client.conf. Nothing of the system's is used or changed.
# Needs root: a node's daemon starts jobs as their users.
set -euo pipefail
verb=${1:-} folder=$(realpath -m "${2:?usage: slurm.sh start|stop DIR}")

stop_daemon() {
  local pid
  [ -f "$folder/$1.fgpid" ] || return 0
  pid=$(<"$folder/$1.fgpid")
  rm -f "$folder/$1.fgpid"
  kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 60); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.05; done
  kill -9 "$pid" 2>/dev/null || true
}

# listens PORT: whether somebody does.
listens() { (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# lives NAME: a daemon that was killed may be there as a zombie.
lives() {
  local stat=/proc/$(cat "$folder/$1.fgpid" 2>/dev/null || echo none)/stat
  [ -r "$stat" ] && [[ $(<"$stat") != *") Z "* ]]
}

# start_daemon NAME COMMAND...: in the foreground of its own session, so that its process id is known.
start_daemon() {
  local name=$1; shift
  setsid "$@" >"$folder/log/$name.out" 2>&1 </dev/null &
  echo $! >"$folder/$name.fgpid"
}

start_controller() { start_daemon slurmctld slurmctld -D -f "$folder/slurm.conf"; }
start_node() { start_daemon slurmd slurmd -D -N "$host" -f "$folder/slurm.conf"; }

# register: a controller that was started again asks its nodes after 4 s only. A node that is told to read its file tells of itself at
# once; from 23.11 on it would do so as another process.
register() {
  case "$(slurmd -V)" in *" 2"[0-2].* | *" 23.02".*) ;; *) return 0 ;; esac
  for _ in $(seq 100); do sinfo -h >/dev/null 2>&1 && break; sleep 0.05; done
  if lives slurmd; then kill -HUP "$(<"$folder/slurmd.fgpid")"; fi
}

wait_idle() {
  for _ in $(seq 200); do
    case "$(sinfo -h -o %t 2>/dev/null)" in idle|mix|alloc) return 0 ;; esac
    sleep 0.05
  done
  echo "The node is not idle: $(sinfo -R 2>&1)" >&2; return 1
}

host=$(hostname -s)
export SLURM_CONF=$folder/slurm.conf
case "$verb" in
  start)
    mkdir -p "$folder"/{munge,sock,state,spool,log}
    chmod 755 "$folder" "$folder/sock"; chmod 700 "$folder/munge"
    (umask 077; head -c 1024 /dev/urandom >"$folder/munge/key")
    # Below those that connections get by themselves.
    while port=$((20000 + RANDOM % 6000 * 2)); listens "$port" || listens $((port + 1)); do :; done
    cpus=${SLURM_TEST_CPUS:-$(nproc)}
    memory=$(awk '/MemTotal/{print int($2 / 1024 * 0.9)}' /proc/meminfo)
    cat >"$folder/slurm.conf" <<CONF
ClusterName=weblab
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/sock/munge.socket
SlurmctldPort=$port
SlurmdPort=$((port + 1))
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
SlurmdParameters=config_overrides
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0,sched_min_interval=0,requeue_delay=1
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=1
MpiDefault=none
ReturnToService=2
SlurmctldTimeout=30
SlurmdTimeout=30
MinJobAge=600
MaxArraySize=1001
KillWait=2
JobRequeue=1
InactiveLimit=0
Waittime=0
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
PartitionName=closed Nodes=ALL MaxTime=INFINITE State=DOWN
CONF
    # Commands give a controller that is not there up after 4 s; else it is 9.
    { cat "$folder/slurm.conf"; echo MessageTimeout=5; } >"$folder/client.conf"
    start_daemon munged munged --foreground --key-file="$folder/munge/key" --socket="$folder/sock/munge.socket" \
      --pid-file="$folder/munge/munged.pid" --log-file="$folder/munge/munged.log" --seed-file="$folder/munge/seed" --force
    for _ in $(seq 200); do [ -S "$folder/sock/munge.socket" ] && break; sleep 0.02; done
    start_controller
    start_node
    wait_idle ;;
  stop) for daemon in slurmd slurmctld munged; do stop_daemon "$daemon"; done ;;
  start-controller) start_controller; register; wait_idle ;;
  stop-controller) stop_daemon slurmctld ;;
  start-node) start_node; wait_idle ;;
  stop-node) stop_daemon slurmd ;;
  heal) lives slurmctld || start_controller; lives slurmd || start_node; register; wait_idle ;;
  *) echo "usage: scripts/slurm.sh start|stop|start-controller|stop-controller|start-node|stop-node|heal DIR" >&2; exit 2 ;;
esac
