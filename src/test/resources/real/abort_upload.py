"""Aborts an upload in its middle, uploads another file over the same control connection, and then the rest."""

import io

from connection import connect

SENT = 16 * 1024 * 1024  # more than the sockets hold, so that the server has taken some of it

with connect() as ftp, open("large.bin", "rb") as file:
    ftp.voidcmd("TYPE I")
    with ftp.transfercmd("STOR large.bin") as data:
        data.sendall(file.read(SENT))
        assert ftp.abort().startswith("426")
        assert ftp.voidresp().startswith("226")

    ftp.storbinary("STOR small.txt", io.BytesIO(b"small"))

    came = ftp.size("large.bin")
    assert 0 < came <= SENT, came
    file.seek(came)
    ftp.storbinary("STOR large.bin", file, rest=came)
