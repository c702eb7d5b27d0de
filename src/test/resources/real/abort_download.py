"""Aborts a transfer in its middle. The reply to ABOR, which ftplib sends as urgent data, comes after that to RETR."""

from connection import connect

with connect() as ftp:
    ftp.voidcmd("TYPE I")
    with ftp.transfercmd("RETR large.bin") as data:
        assert data.recv(1000)
        assert ftp.abort().startswith("426")
        assert ftp.voidresp().startswith("226")

    assert ftp.pwd() == "/"
    with open("small.bin", "wb") as file:
        ftp.retrbinary("RETR small.bin", file.write)
