#!/usr/bin/env bash
# Pure-FTPd with a user database of its own, without look-ups of names and logs.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
unpack pure-ftpd pure-ftpd-common
need libsodium23
tool=$(find "$CACHE"/pure-ftpd*/usr/bin -name pure-pw | head -n 1)
printf 'bench:%s:%s:%s::%s/./::::::::::::\n' "$(crypted_password)" "$uid" "$gid" "$DATA" >"$WORK/passwd"
"$tool" mkdb "$WORK/users" -f "$WORK/passwd" >/dev/null
exec "$CACHE/pure-ftpd/usr/sbin/pure-ftpd" -4 -S "$BIND,$PORT" -l "puredb:$WORK/users" -E -A -H -D \
    -c 20000 -L 200000:50 -u 1 -U 022:022 -z -g "$WORK/pid" ${CERT:+-Y 1 -2 "$CERT"}
