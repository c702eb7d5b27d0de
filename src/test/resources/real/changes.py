"""Renames, deletes, makes and removes; a name with quotation marks comes back as it was."""

import ftplib
import io

from connection import connect


def refused(action, *arguments):
    try:
        action(*arguments)
    except ftplib.error_perm as error:
        assert str(error).startswith("550"), error
    else:
        raise AssertionError(f"{action.__name__}{arguments} was not refused")


with connect() as ftp:
    assert ftp.mkd("one") == "/one"
    assert ftp.mkd('one/two "three"') == '/one/two "three"'
    ftp.cwd('one/two "three"')
    assert ftp.pwd() == '/one/two "three"'
    ftp.cwd("..")
    assert ftp.pwd() == "/one"

    ftp.rename("/a.bin", 'b "c".bin')
    ftp.storbinary("STOR d.bin", io.BytesIO(b"d"))
    ftp.delete("d.bin")

    refused(ftp.delete, "d.bin")
    refused(ftp.rename, "missing", "e.bin")
    refused(ftp.rmd, "/one")
    refused(ftp.mkd, "/one")
    refused(ftp.cwd, "missing")

    ftp.rmd('two "three"')
