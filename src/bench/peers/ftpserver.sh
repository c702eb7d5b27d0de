#!/usr/bin/env bash
# Apache FtpServer from Maven Central, with 512 threads and no limit of logins.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
version=1.2.1
lib=$CACHE/ftpserver-$version
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [[ ! -e $lib/.complete ]]; then
    mkdir -p "$lib"
    mvn -q -B -f "$here/ftpserver-pom.xml" "-Dftpserver.version=$version" dependency:copy-dependencies \
        "-DoutputDirectory=$lib" >&2
    touch "$lib/.complete"
fi
if [[ -n $CERT ]]; then
    openssl pkcs12 -export -in "$CERT" -out "$WORK/cert.p12" -passout pass:bench -name bench
    chown "$account" "$WORK/cert.p12"
    CERT=$WORK/cert.p12
fi
export BIND PORT DATA CERT
cd "$WORK"
exec setpriv --reuid "$uid" --regid "$gid" --clear-groups \
    "$JAVA" -cp "$lib/*" "$here/FtpServerStart.java"
