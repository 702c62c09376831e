# Outlives the JVM that started it, to end what that JVM could not end itself (kill -9).
# Reads "postgres DIRECTORY", "container ID" and "file PATH" lines; when standard input ends, the JVM is gone.
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

postgres=
containers=
file=
while read -r kind what; do
  case "$kind" in
    postgres) postgres="$what" ;;
    container) containers="$containers $what" ;;
    file) file="$what" ;;
  esac
done

[ -z "$file" ] || rm -f "$file"
[ -z "$postgres" ] || reap_postgres "$postgres"
if [ -n "$containers" ] && command -v docker >/dev/null 2>&1; then
  docker rm --force --volumes $containers >/dev/null 2>&1
fi
exit 0
