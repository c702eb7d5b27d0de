"""The control connection of a script: to the port that is the first argument, and logged in."""

import ftplib
import sys


def connect(password="ferry", **options):
    ftp = ftplib.FTP(timeout=20, **options)
    ftp.connect("127.0.0.1", int(sys.argv[1]))
    ftp.login("ferry", password)
    return ftp
