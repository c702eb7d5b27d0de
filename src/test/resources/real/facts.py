"""Asks for size and time of a file, and sets the time."""

from connection import connect

with connect() as ftp:
    ftp.voidcmd("TYPE I")
    assert ftp.size("a.bin") == 12345
    assert ftp.sendcmd("MFMT 20010203040506 a.bin").startswith("213")
    assert ftp.sendcmd("MDTM a.bin") == "213 20010203040506"
    assert "modify=20010203040506;" in ftp.sendcmd("MLST a.bin").lower()
    assert ftp.sendcmd("SYST") == "215 UNIX Type: L8"
    assert ftp.getwelcome().startswith("220")
