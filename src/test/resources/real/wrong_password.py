"""Is refused with a wrong password."""

import ftplib

from connection import connect

try:
    connect(password="wrong")
except ftplib.error_perm as error:
    assert str(error).startswith("530"), error
else:
    raise AssertionError("the wrong password was taken")
