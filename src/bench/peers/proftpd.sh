#!/usr/bin/env bash
# ProFTPD with sendfile, without delays, look-ups of names and logs.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
unpack proftpd-core proftpd-mod-crypto
need libacl1 libhiredis0.14 libidn2-0 libmemcached11 libmemcachedutil2 libpcre2-posix3 libsodium23
printf 'bench:%s:%s:%s::%s:/bin/false\n' "$(crypted_password)" "$uid" "$gid" "$DATA" >"$WORK/users"
chmod 600 "$WORK/users"
mkdir -p "$WORK/modules"
ln -sf "$CACHE"/proftpd-core/usr/lib/proftpd/*.so "$CACHE"/proftpd-mod-crypto/usr/lib/proftpd/*.so "$WORK/modules/"
cat >"$WORK/conf" <<EOF
ModulePath $WORK/modules
${CERT:+LoadModule mod_tls.c}
ServerName bench
ServerType standalone
DefaultAddress $BIND
SocketBindTight on
Port $PORT
User $account
Group $(id -gn "$account")
Umask 022
DefaultRoot ~
AllowOverwrite on
AuthUserFile $WORK/users
AuthOrder mod_auth_file.c
AuthPAM off
RequireValidShell off
UseSendfile on
UseReverseDNS off
UseIPv6 off
MaxInstances none
DelayEngine off
TransferLog none
WtmpLog off
ControlsEngine off
ScoreboardFile $WORK/scoreboard
PidFile $WORK/pid
SystemLog $WORK/log
EOF
if [[ -n $CERT ]]; then
    cat >>"$WORK/conf" <<EOF
TLSEngine on
TLSRSACertificateFile $CERT
TLSRSACertificateKeyFile $CERT
TLSProtocol TLSv1.2 TLSv1.3
TLSRequired off
TLSVerifyClient off
TLSLog none
TLSOptions NoSessionReuseRequired
EOF
fi
exec "$CACHE/proftpd-core/usr/sbin/proftpd" -q -n -c "$WORK/conf"
