"""Stores, retrieves and lists over data connections that the server opens."""

from connection import connect

with connect() as ftp:
    ftp.set_pasv(False)
    with open("up.bin", "rb") as file:
        ftp.storbinary("STOR up.bin", file)
    with open("down.bin", "wb") as file:
        ftp.retrbinary("RETR up.bin", file.write)
    assert ftp.nlst() == ["up.bin"]
