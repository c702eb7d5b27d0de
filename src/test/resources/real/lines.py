"""Stores and retrieves text line by line, and looks at the bytes on the way."""

import io

from connection import connect

TEXT = "one\nzwei ü\n三\n"

with connect() as ftp:
    ftp.storlines("STOR a.txt", io.BytesIO(TEXT.encode()))
    lines = []
    ftp.retrlines("RETR a.txt", lines.append)
    assert lines == TEXT.splitlines(), lines

    ftp.voidcmd("TYPE A")
    with ftp.transfercmd("RETR a.txt") as data, data.makefile("rb") as file:
        assert file.read() == TEXT.replace("\n", "\r\n").encode()
    ftp.voidresp()
