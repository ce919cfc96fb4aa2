#!/bin/bash
# Starts one worker of WebLab on a node. Whatever a person can choose stands in files, a word a line, and is read as words: nothing of it is
# ever read as shell. Usage: launch.sh FOLDER, with FOLDER/N for the N-th task of the array.
set -u
array=$1
job=$array/${SLURM_ARRAY_TASK_ID:-0}
# A run that was taken back before the array was sent has no folder.
[ -d "$job" ] || exit 0
exec >>"$job/log" 2>&1 </dev/null
rm -f "$job/exit"
while IFS= read -r line; do export "$line"; done <"$array/environment"
mapfile -t modules <"$array/modules"
mapfile -t prefix <"$array/prefix"
mapfile -t command <"$array/command"
if [ ${#modules[@]} -gt 0 ]; then
  # It is there that clusters define what module is.
  set +u; . /etc/profile; set -u
  for module in "${modules[@]}"; do module load "$module" || { echo "The module $module cannot be loaded."; end=71; break; }; done
fi
if [ -z "${end:-}" ]; then
  # Before the time limit, and at the scheduler's own end: a checkpoint first. Only after the first is it this script that goes on; what is
  # preempted or lost with its node is queued again by Slurm. A signal before the worker's start must not end the script without a word.
  worker=
  trap 'signal=USR2; kill -USR2 $worker 2>/dev/null' USR2
  trap 'signal=TERM; kill -USR2 $worker 2>/dev/null' TERM
  [ "${signal:-}" != TERM ] || exit 143
  ${prefix[@]+"${prefix[@]}"} "${command[@]}" worker --order "$job/order.json" &
  worker=$!
  # A signal ends a wait before the worker has ended; whatever was waited for is 127 the next time.
  while heard=${signal:-}; wait $worker; said=$?; [ "${signal:-}" != "$heard" ]; do end=$said; done
  [ $said = 127 ] || end=$said
fi
case ${signal:-} in
  TERM) exit 143 ;;
  USR2)
    # 75: it has a checkpoint and would go on.
    if [ $end = 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
      # The scheduler ends what it queues again while it still answers, scontrol with it: as if it had refused.
      trap '' TERM
      "$(<"$array/scontrol")" requeue "${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}${SLURM_ARRAY_TASK_ID:+_$SLURM_ARRAY_TASK_ID}" && exit 0
    fi ;;
esac
echo "$end" >"$job/exit.new" && mv "$job/exit.new" "$job/exit"
exit $end
