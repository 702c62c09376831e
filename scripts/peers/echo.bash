# Sourced, after common.bash, by the scripts that measure the Echo benchmark, other clients and other servers by the server's own count.

# Nanoseconds of processor, messages received, connections open.
stats() { # PORT
  exec 9<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET /stats HTTP/1.0\r\n\r\n' >&9
  sed -n 's/.*"cpuNanos":\([0-9]*\),"messagesReceived":\([0-9]*\),.*"connections":\([0-9]*\).*/\1 \2 \3/p' <&9
  exec 9>&-
}

# Clock ticks of processor of all processes of a session. A name may hold spaces and brackets, so count from the last bracket.
ticks() { # SESSION
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
    awk -v session="$1" '{ sub(/^.*\) /, "") } $4 == session { sum += $12 + $13 } END { print sum + 0 }'
}

# When in seconds, what stats says, and the client's ticks. A busy server answers late: it read its counts between asking and answer.
snapshot() { # PORT SESSION
  local asked=$EPOCHREALTIME read answered
  read=$(stats "$1")
  answered=$EPOCHREALTIME
  echo "$(awk -v a="$asked" -v b="$answered" 'BEGIN { printf "%.6f", (a + b) / 2 }') $read $(ticks "$2")"
}

await() { # PORT CONNECTIONS CLIENT
  local tries read=''
  for ((tries = 0; tries < 300; tries++)); do
    read=$(stats "$1")
    [ "${read##* }" != "$2" ] || return 0
    [ -z "$3" ] || kill -0 "$3" 2>/dev/null || break
    sleep 0.1
  done
  [ -z "$3" ] || { tail -n 20 "$work/client" "$work/client.err" >&2; }
  failed "the server has ${read##* } connections, not $2"
}

# A server beside the hub, which ends as that does, when this script has; leaves its process in job and the last word of what it said in port.
start_server() { # NAME COMMAND ...
  input=$work/hold start "$work/$1" "${@:2}"
  until grep -q '[0-9]$' "$work/$1"; do
    kill -0 "$job" 2>/dev/null || finish "$job" "$work/$1" "the server $1"
    sleep 0.1
  done
  port=$(awk 'NR == 1 { print $NF }' "$work/$1")
}

# The Echo benchmark, for longer than anybody looks at it; it has a connection more, which the Tyrus client keeps open.
start_benchmark() { # CONNECTIONS BYTES RENDEZVOUS
  start "$work/client" "$java" -cp "$jar" org.openjdk.jmh.Main 'websocket.Echo.echo' -jvmArgsAppend "-Dtollgate.rendezvous=$3 -Xbatch" \
    -t "$1" -f 1 -wi 0 -i 1 -r "$((warm_up + seconds + 60))s" -p "bytes=$2" -foe true
}

# Measures the client in job once it has its connections, and ends it; leaves messages/s in rate and microseconds of processor a message in
# client_micros and server_micros.
watch() { # NAME PORT CONNECTIONS
  local before after
  await "$2" "$3" "$job"
  sleep "$warm_up"
  before=$(snapshot "$2" "$job")
  sleep "$seconds"
  after=$(snapshot "$2" "$job")
  # Asked to end, some would first close all connections or write reports for seconds.
  kill -KILL -- "-$job" 2>/dev/null || true
  # The shell would say that it was killed.
  wait "$job" 2>/dev/null || true
  end "$job"
  read -r rate client_micros server_micros <<<"$(echo "$before $after" | awk -v expected="$3" -v hertz="$(getconf CLK_TCK)" '
    $4 == expected && $9 == expected && $8 > $3 {
      messages = $8 - $3
      printf "%.1f %.3f %.3f\n", messages / ($6 - $1), ($10 - $5) * 1e6 / hertz / messages, ($7 - $2) / 1e3 / messages
    }')"
  if [ -z "$rate" ]; then
    tail -n 20 "$work/client" "$work/client.err" >&2
    failed "$1 lost connections or sent nothing: time, server's ns, messages, connections, client's ticks were $before, then $after"
  fi
}

# Notes what watch found, and says it.
note() { # NAME CONNECTIONS
  echo "$1,$2 $rate $client_micros $server_micros" >>"$work/costs"
  progress "$1, $2 connections: $rate messages/s, $client_micros us of client and $server_micros us of server each"
}

# Medians of all that was noted, as a Markdown table.
print_costs() { # WHAT
  echo "| $1, connections | measured | messages/s (median) | client, µs of processor a message | server |"
  echo "|---|---|---|---|---|"
  sort -s -t, -k1,1 -k2,2n "$work/costs" | awk '
    function median(list, n,   i, j, t, v) {
      split(list, v, " ")
      for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j] + 0 < v[j - 1] + 0; j--) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
      return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    !($1 in n) { order[++all] = $1 }
    { m[$1] = m[$1] " " $2; c[$1] = c[$1] " " $3; s[$1] = s[$1] " " $4; n[$1]++ }
    END { for (i = 1; i <= all; i++) { k = order[i]; printf "| %s | %d | %d | %.1f | %.1f |\n", k, n[k], median(m[k], n[k]), median(c[k], n[k]), median(s[k], n[k]) } }'
}
