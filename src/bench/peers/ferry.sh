#!/usr/bin/env bash
# Ferry as it is shipped, with bin/ferry: only warnings logged, as the peers log nothing, and no limits of sessions.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
ferry=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)/bin/ferry
touch "$WORK/ferry.properties"
printf '%s\n' 'ftpserver.user.bench.userpassword=bench' "ftpserver.user.bench.homedirectory=$DATA" \
    'ftpserver.user.bench.writepermission=true' >"$WORK/users.properties"
target=$(dirname "$ferry")/../target
"$ferry" --version >&2 # builds the jar, if it must
[[ -n $(find "$target" -name 'ferry-*.aot' -newer "$target/ferry.jar") ]] || "$ferry" aot >&2
printf 'bench\n' | "$ferry" user passwd bench --password-stdin \
    --config "$WORK/ferry.properties" --set "users.file=$WORK/users.properties" >&2
set -- --config "$WORK/ferry.properties" --set "ftp.listen=$BIND:$PORT" --set legacy.listen= \
    --set "users.file=$WORK/users.properties" --set "ban.file=$WORK/bans" --set max-sessions=100000 \
    --set max-sessions-per-address=100000 --set max-unauthenticated=off --set "tls.self-signed=$WORK/self-signed.pem"
if [[ -n $CERT ]]; then
    set -- "$@" --set "tls.certificate=$CERT" --set "tls.key=$CERT"
fi
FERRY_LOG_LEVEL=warn exec "$ferry" serve "$@"
