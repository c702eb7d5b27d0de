"""Uses names beyond ASCII in every command that takes or tells one."""

import io

from connection import connect

with connect() as ftp:
    assert ftp.mkd("größe") == "/größe"
    ftp.cwd("größe")
    assert ftp.pwd() == "/größe"
    ftp.storbinary("STOR a.txt", io.BytesIO(b"one"))
    ftp.rename("a.txt", "日本語 🐟.txt")
    ftp.voidcmd("TYPE I")
    assert ftp.size("日本語 🐟.txt") == 3
    assert ftp.nlst() == ["日本語 🐟.txt"]
    assert [name for name, _ in ftp.mlsd()] == ["日本語 🐟.txt"]
    received = io.BytesIO()
    ftp.retrbinary("RETR 日本語 🐟.txt", received.write)
    assert received.getvalue() == b"one"
