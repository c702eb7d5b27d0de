#!/usr/bin/env python3
"""How long a fresh client waits while others do what they should not.

    python3 src/test/scripts/fortress.py PORT USER PASSWORD [STALLED [SILENT [GUESSERS [ROUNDS]]]]

Against a daemon on this machine: STALLED downloads of a large file that nobody reads (500), SILENT connections that
never say a word (1000), and clients that guess passwords without a pause (1), from addresses of their own in 127.0.0.0/8.
Then fresh clients, one after the other, from 127.0.0.1: each logs in, stores a mebibyte, retrieves it and compares. Tells
the times of each. Needs `ulimit -n` of some thousands; --set max-sessions-per-address=2000 for the daemon. Linux only.
"""
import os
import re
import resource
import socket
import statistics
import sys
import threading
import time

PORT, USER, PASSWORD = int(sys.argv[1]), sys.argv[2], sys.argv[3]
STALLED, SILENT, GUESSERS, ROUNDS = ([int(a) for a in sys.argv[4:]] + [500, 1000, 1, 20][len(sys.argv) - 4:])[:4]
PATIENCE = 60
LARGE = 16 * 1024 * 1024
CONTENT = os.urandom(1024 * 1024)

soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Client:
    def __init__(self, source='127.0.0.1'):
        self.source = source
        self.socket = self.dial(PORT)
        self.lines = self.socket.makefile('rb')
        self.expect('220')

    def dial(self, port, buffer=0):
        s = socket.socket()
        s.settimeout(PATIENCE)
        if buffer:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        s.bind((self.source, 0))
        s.connect(('127.0.0.1', port))
        return s

    def expect(self, code):
        line = self.lines.readline().decode()
        while line[3:4] == '-':
            line = self.lines.readline().decode()
        if not line.startswith(code):
            raise RuntimeError('expected %s but got %r' % (code, line))
        return line

    def say(self, line, code):
        self.socket.sendall((line + '\r\n').encode())
        return self.expect(code)

    def login(self):
        self.say('USER ' + USER, '331')
        self.say('PASS ' + PASSWORD, '230')
        self.say('TYPE I', '200')
        return self

    def passive(self, buffer=0):
        port = re.search(r'\|\|\|(\d+)\|', self.say('EPSV', '229')).group(1)
        return self.dial(int(port), buffer)

    def store(self, name, content):
        data = self.passive()
        self.say('STOR ' + name, '150')
        data.sendall(content)
        data.close()
        self.expect('226')

    def retrieve(self, name):
        data = self.passive()
        self.say('RETR ' + name, '150')
        content = b''.join(iter(lambda: data.recv(65536), b''))
        data.close()
        self.expect('226')
        return content

    def close(self):
        self.lines.close()
        self.socket.close()


def address(i):
    return '127.%d.%d.%d' % (1 + i // 62500, i // 250 % 250, 2 + i % 250)


guesses = 0
over = threading.Event()


def guess(source):
    global guesses
    while not over.is_set():
        try:
            client = Client(source)
            try:
                while not over.is_set():
                    client.say('USER ' + USER, '331')
                    client.socket.sendall(b'PASS wrong%d\r\n' % guesses)
                    guesses += 1
                    client.expect('530')
            finally:
                client.close()
        except (RuntimeError, OSError):
            over.wait(0.01)  # 421, or banned: at once the next


def main():
    first = Client().login()
    first.store('fortress-large', b'x' * LARGE)
    held = []
    for i in range(STALLED):
        client = Client(address(i // 4)).login()
        data = client.passive(4096)
        client.say('RETR fortress-large', '150')
        held += [client, data]
    for i in range(SILENT):
        held.append(Client(address(5000 + i // 4)))
    guessers = [threading.Thread(target=guess, args=(address(10000 + i),), daemon=True) for i in range(GUESSERS)]
    for thread in guessers:
        thread.start()
    time.sleep(1)

    times = []
    for i in range(ROUNDS):
        begin = time.monotonic()
        fresh = Client().login()
        logged_in = time.monotonic()
        fresh.store('fortress-small', CONTENT)
        assert fresh.retrieve('fortress-small') == CONTENT
        fresh.say('DELE fortress-small', '250')
        fresh.say('QUIT', '221')
        times.append((logged_in - begin, time.monotonic() - begin))
        fresh.close()
    over.set()
    first.say('DELE fortress-large', '250')
    print('%d stalled downloads, %d silent connections, %d guessing clients (%d guesses)' % (
        STALLED, SILENT, GUESSERS, guesses))
    for what, each in (('login', [t[0] for t in times]), ('login, store and retrieve 1 MiB', [t[1] for t in times])):
        print('%s: median %.0f ms, longest %.0f ms of %d' % (
            what, 1000 * statistics.median(each), 1000 * max(each), len(each)))


main()
