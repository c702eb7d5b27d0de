"""Uses a name in an encoding that the server does not know: its bytes come to the disk and back as they are."""

import io
import os
import sys

from connection import connect

NAME = "größe.txt"

with connect(encoding="latin-1") as ftp:
    ftp.storbinary("STOR " + NAME, io.BytesIO(b"one"))
    assert os.listdir(os.fsencode(sys.argv[2])) == [NAME.encode("latin-1")]
    assert ftp.nlst() == [NAME]
    received = io.BytesIO()
    ftp.retrbinary("RETR " + NAME, received.write)
    assert received.getvalue() == b"one"
    ftp.delete(NAME)
    assert ftp.nlst() == []
