# Sourced by the start scripts of the servers that Ferry is compared with. Each gets its package from Debian (or Maven
# Central), writes its own configuration below $WORK, and becomes the server, in the foreground.
#
#   BIND PORT   where it is to listen; an address of its own for each server
#   DATA        the home of the user
#   CACHE       where unpacked packages are kept
#   WORK        a folder for this server alone
#   CERT        a file with key and certificate, if it is to offer TLS; else empty
#
# The user is "bench" with the password "bench"; the daemons, but for Ferry, run as the system account "ferrybench".
set -euo pipefail
: "${BIND:?}" "${PORT:?}" "${DATA:?}" "${CACHE:?}" "${WORK:?}"
CERT=${CERT:-}
account=ferrybench
uid=$(id -u "$account")
gid=$(id -g "$account")
ulimit -n "$(ulimit -Hn)"

# Unpacks packages below $CACHE, side by side: the daemons' packages conflict, and would start them.
unpack() {
    local package
    for package in "$@"; do
        if [[ ! -e $CACHE/$package/.complete ]]; then
            mkdir -p "$CACHE/$package"
            (cd "$CACHE/$package" && apt-get -qq download "$package" && dpkg -x ./*.deb . && touch .complete) >&2
        fi
    done
}

# Installs libraries that are missing.
need() {
    local package missing=()
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [[ ${#missing[@]} -eq 0 ]] \
        || DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >&2
}

crypted_password() {
    openssl passwd -1 -salt bench bench
}
