#!/usr/bin/env bash
# pyftpdlib as Debian has it: one process with epoll, and sendfile.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
need python3-pyftpdlib python3-sendfile python3-openssl
if [[ -n $CERT ]]; then
    install -m 400 -o "$account" "$CERT" "$WORK/cert.pem"
    CERT=$WORK/cert.pem
fi
export BIND PORT DATA CERT
exec setpriv --reuid "$uid" --regid "$gid" --clear-groups \
    /usr/bin/python3 -W ignore "$(dirname "${BASH_SOURCE[0]}")/pyftpdlib_server.py"
