# Sourced by the scripts beside it. What goes wrong ends them with a line, and nothing that they started outlives them.
set -euo pipefail
# Or a failure inside $(…) would be forgotten.
shopt -s inherit_errexit
export LC_ALL=C.UTF-8

me=${0##*/}
jar=benchmarks/target/benchmarks.jar
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
declare -A running=()
server=''
work=''
ending=''

progress() {
  echo "$me: $*" >&2
}

# Wrongly asked for, or something is missing: nothing is measured.
refuse() {
  echo "$me: $*" >&2
  exit 2
}

# Measured, and wrong.
failed() {
  echo "$me: $*" >&2
  exit 1
}

whole() { # OPTION WORD ...: positive whole numbers
  local word
  for word in "${@:2}"; do
    [[ $word =~ ^[1-9][0-9]{0,8}$ ]] || refuse "$1 takes positive whole numbers, not '$word'"
  done
}

positive() { # WHAT NUMBER
  [[ ${2:-} =~ ^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$ && $2 =~ [1-9] ]] || failed "$1 gave no figure: '${2:-}'"
}

alive() { # PID: it, or another of its group
  kill -0 "$1" 2>/dev/null || kill -0 -- "-$1" 2>/dev/null
}

# Ends what was started and its children: asks, and after five seconds does not. A process just started has no group yet and may miss the
# first signal.
end() { # PID ...
  local pid tries
  for pid in "$@"; do
    kill -TERM -- "-$pid" "$pid" 2>/dev/null || true
  done
  for pid in "$@"; do
    for ((tries = 0; tries < 50; tries++)); do
      alive "$pid" || break
      sleep 0.1
      kill -TERM -- "-$pid" "$pid" 2>/dev/null || true
    done
    kill -KILL -- "-$pid" "$pid" 2>/dev/null || true
    unset "running[$pid]"
  done
}

# A second signal, which timeout(1) always sends, must not end the cleaning up.
interrupted() { # EXIT-CODE
  if [ -z "$ending" ]; then
    ending=1
    exit "$1"
  fi
}

clean_up() {
  local code=$? tries
  ending=1
  # Nor the programs that it runs.
  trap '' HUP INT TERM
  # Whatever goes wrong here, the rest is still to be ended.
  set +e
  end "${!running[@]}"
  if [ -n "$server" ]; then
    # Its standard input: it stops the backends and ends.
    exec 8>&-
    for ((tries = 0; tries < 300; tries++)); do
      alive "$server" || break
      sleep 0.1
    done
    end "$server"
  fi
  [ -z "$work" ] || rm -rf "$work"
  exit "$code"
}

prepare() { # PROGRAM ...: those besides java; leaves the temporary folder in work
  local program
  for program in "$java" "$@"; do
    command -v "$program" >/dev/null || refuse "$program is missing: install it, or set the path to it"
  done
  [ -f "$jar" ] || refuse "$jar is missing: run mvn package first"
  trap clean_up EXIT
  trap 'interrupted 129' HUP
  trap 'interrupted 130' INT
  trap 'interrupted 143' TERM
  work=$(mktemp -d)
}

# Starts a command in a session of its own, where one signal reaches all its children; leaves its process in job. Its input is the file
# named by input, if any.
start() { # OUTPUT-FILE COMMAND ...
  setsid "${@:2}" >"$1" 2>"$1.err" <"${input:-/dev/null}" 8>&- &
  job=$!
  running[$job]=1
}

# Waits until a started command ends; a failure is told with its last words.
finish() { # PID OUTPUT-FILE WHAT
  local code=0
  wait "$1" || code=$?
  unset "running[$1]"
  if [ "$code" != 0 ]; then
    tail -n 20 "$2" "$2.err" >&2
    failed "$3 failed with exit code $code"
  fi
}

run() { # OUTPUT-FILE WHAT COMMAND ...
  start "$1" "${@:3}"
  finish "$job" "$1" "$2"
}

# One fork of a benchmark of ours; leaves its score in figure.
score() { # JMH ARGUMENT ...
  rm -f "$work/score.csv"
  run "$work/jmh" "$1" ${pin:-} "$java" -cp "$jar" org.openjdk.jmh.Main "$@" -f 1 -foe true -rf csv -rff "$work/score.csv"
  figure=$(awk -F, 'NR == 2 { print $5 }' "$work/score.csv")
  positive "$1" "$figure"
}

# Starts backends; leaves what they said in the file $work/serve and the path for forks in rendezvous.
serve() { # NAME ...
  progress "starting $*"
  mkfifo "$work/hold"
  : >"$work/serve"
  setsid "$java" -cp "$jar" tollgate.benchmarks.launch.Serve "$@" <"$work/hold" >"$work/serve" 2>"$work/serve.err" &
  server=$!
  exec 8>"$work/hold"
  until grep -q '^rendezvous ' "$work/serve"; do
    kill -0 "$server" 2>/dev/null || { tail -n 5 "$work/serve.err" >&2; refuse "no $* could be started"; }
    sleep 0.1
  done
  rendezvous=$(sed -n 's/^rendezvous //p' "$work/serve")
}

java_version() {
  "$java" -version 2>&1 | head -n 1
}
