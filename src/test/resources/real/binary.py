"""Stores and retrieves a file."""

from connection import connect

with connect() as ftp:
    with open("up.bin", "rb") as file:
        assert ftp.storbinary("STOR up.bin", file).startswith("226")
    with open("down.bin", "wb") as file:
        assert ftp.retrbinary("RETR up.bin", file.write).startswith("226")
