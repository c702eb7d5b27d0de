"""Serves one user with pyftpdlib; what it needs to know stands in the environment (see common.sh)."""

import logging
import os

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

handler = FTPHandler
if os.environ.get("CERT"):
    from pyftpdlib.handlers import TLS_FTPHandler

    handler = TLS_FTPHandler
    handler.certfile = os.environ["CERT"]

users = DummyAuthorizer()
users.add_user("bench", "bench", os.environ["DATA"], perm="elradfmwMT")
handler.authorizer = users
handler.tcp_no_delay = True
logging.disable(logging.CRITICAL)

server = FTPServer((os.environ["BIND"], int(os.environ["PORT"])), handler, backlog=1024)
server.max_cons = 0
server.serve_forever()
