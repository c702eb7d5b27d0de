"""Sends the last 40,000 bytes of a file, and fetches it in two parts."""

from connection import connect

with connect() as ftp:
    with open("up.bin", "rb") as file:
        file.seek(60000)
        ftp.storbinary("STOR up.bin", file, rest=60000)

    with open("down.bin", "wb") as file:
        with ftp.transfercmd("RETR up.bin") as data, data.makefile("rb") as source:
            file.write(source.read(30000))
        ftp.getmultiline()  # 226, or 426 where the server has noticed
    with open("down.bin", "ab") as file:
        ftp.retrbinary("RETR up.bin", file.write, rest=30000)
