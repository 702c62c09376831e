# Outlives the JVM that started it, to end what that JVM could not end itself (kill -9).
# Reads "postgres DIRECTORY", "redis DIRECTORY", "container ID", "mount DIRECTORY", "stopped PID" and "file PATH"
# lines; when standard input ends, the JVM is gone.
trap '' INT TERM HUP

reap_postgres() {
  [ -d "$1" ] || return 0
  # A server that is just starting must not come up in a directory that is being deleted:
  # under the new name it finds no data, and one that is up already is found through its pid file.
  reaped="$1.reaped"
  mv "$1" "$reaped" || return 0
  for look in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    pid=$(head -n 1 "$reaped/data/postmaster.pid" 2>/dev/null)
    if [ -n "$pid" ]; then
      # QUIT: immediate shutdown. The data is thrown away, so nothing is worth a checkpoint.
      if [ "$look" -lt 15 ]; then kill -QUIT "$pid" 2>/dev/null; else kill -KILL "$pid" 2>/dev/null; fi
      kill -0 "$pid" 2>/dev/null || break
    elif [ "$look" -gt 4 ]; then
      break
    fi
    sleep 0.2
  done
  rm -rf "$reaped"
}

reap_redis() {
  [ -d "$1" ] || return 0
  # As above: a server writes its process id here before it starts, or does not start.
  reaped="$1.reaped"
  mv "$1" "$reaped" || return 0
  for look in 1 2 3; do
    pid=$(cat "$reaped/pid" 2>/dev/null)
    if [ -n "$pid" ]; then kill -KILL "$pid" 2>/dev/null; break; fi
    sleep 0.1
  done
  rm -rf "$reaped"
}

reap_mount() {
  [ -d "$1" ] || return 0
  # Lazily: whoever still has a file open there keeps that, and nobody finds it any more.
  umount -l "$1" 2>/dev/null
  rmdir "$1" 2>/dev/null
}

postgres=
redis=
containers=
mount=
stopped=
file=
while read -r kind what; do
  case "$kind" in
    postgres) postgres="$what" ;;
    redis) redis="$what" ;;
    container) containers="$containers $what" ;;
    mount) mount="$what" ;;
    stopped) stopped="$what" ;;
    file) file="$what" ;;
  esac
done

[ -z "$stopped" ] || kill -KILL "$stopped" 2>/dev/null
[ -z "$file" ] || rm -f "$file"
[ -z "$redis" ] || reap_redis "$redis"
[ -z "$postgres" ] || reap_postgres "$postgres"
[ -z "$mount" ] || reap_mount "$mount"
if [ -n "$containers" ] && command -v docker >/dev/null 2>&1; then
  docker rm --force --volumes $containers >/dev/null 2>&1
fi
exit 0
