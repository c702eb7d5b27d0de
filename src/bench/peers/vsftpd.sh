#!/usr/bin/env bash
# vsftpd with sendfile, without its sandbox, limits and logs: its best case.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
unpack vsftpd
need libpam-pwdfile libwrap0
install -d -m 755 "$WORK/empty"
printf 'bench:%s\n' "$(crypted_password)" >"$WORK/users"
service=ferrybench-vsftpd-$PORT
cat >"/etc/pam.d/$service" <<EOF
auth    required pam_pwdfile.so pwdfile=$WORK/users
account required pam_permit.so
session required pam_permit.so
EOF
cat >"$WORK/conf" <<EOF
listen=YES
background=NO
listen_address=$BIND
listen_port=$PORT
anonymous_enable=NO
local_enable=YES
write_enable=YES
guest_enable=YES
guest_username=$account
virtual_use_local_privs=YES
local_root=$DATA
chroot_local_user=YES
allow_writeable_chroot=YES
pam_service_name=$service
secure_chroot_dir=$WORK/empty
seccomp_sandbox=NO
isolate=NO
isolate_network=NO
tcp_wrappers=NO
use_sendfile=YES
xferlog_enable=NO
max_clients=0
max_per_ip=0
local_umask=022
EOF
if [[ -n $CERT ]]; then
    cat >>"$WORK/conf" <<EOF
ssl_enable=YES
rsa_cert_file=$CERT
rsa_private_key_file=$CERT
force_local_data_ssl=NO
force_local_logins_ssl=NO
require_ssl_reuse=NO
ssl_ciphers=HIGH
EOF
fi
exec "$CACHE/vsftpd/usr/sbin/vsftpd" "$WORK/conf" 0<>"$WORK/errors" # it tells its errors on descriptor 0
