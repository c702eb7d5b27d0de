"""Moves files over TLS, as Errand tells. ftplib itself resumes no session; a common subclass of three lines does.

Arguments: port, CA, passive or active, explicit or implicit, resume or forget, how many files, list or silent; then
certificate and key of the client, where it has one.
"""

import ftplib
import socket
import ssl
import sys

port, ca, side, how, session, files, listing, *own = sys.argv[1:]


class Client(ftplib.FTP_TLS):
    def ntransfercmd(self, cmd, rest=None):
        if session != "resume":
            return super().ntransfercmd(cmd, rest)
        conn, size = ftplib.FTP.ntransfercmd(self, cmd, rest)
        return self.context.wrap_socket(conn, server_hostname=self.host, session=self.sock.session), size

    def connect(self, host, port, timeout=20):
        if how != "implicit":
            return super().connect(host, port, timeout)
        self.host, self.port, self.timeout = host, port, timeout
        plain = socket.create_connection((host, port), timeout)
        self.af = plain.family
        self.sock = self.context.wrap_socket(plain, server_hostname=host)
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()
        return self.welcome


context = ssl.create_default_context(cafile=ca)
if own:
    context.load_cert_chain(*own)
with Client(context=context) as ftp:
    ftp.set_debuglevel(1)
    ftp.connect("127.0.0.1", int(port))
    print("control connection:", ftp.sock.version() if how == "implicit" else "in clear")
    ftp.login("ferry", "ferry")
    print("control connection:", ftp.sock.version())
    ftp.prot_p()
    ftp.set_pasv(side == "passive")
    if listing == "list":
        lines = []
        assert ftp.retrlines("LIST", lines.append).startswith("226")
        with open("listing", "w") as file:
            file.write("\n".join(lines))
    for i in range(int(files)):
        name = f"{i}.bin"
        with open(f"up/{name}", "rb") as file:
            assert ftp.storbinary(f"STOR {name}", file).startswith("226")
        with open(f"down/{name}", "wb") as file:
            assert ftp.retrbinary(f"RETR {name}", file.write).startswith("226")
    assert ftp.quit().startswith("221")
