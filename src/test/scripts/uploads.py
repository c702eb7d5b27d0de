#!/usr/bin/env python3
"""How fast uploads go, for the cost of upload.sync.

    python3 src/test/scripts/uploads.py PORT USER PASSWORD [CLIENTS [SECONDS [SMALL [LARGE]]]]

Against a daemon on this machine: CLIENTS (16) store files of SMALL bytes (4096) one after the other for SECONDS (10), each
over a session of its own; then one client stores a file of LARGE MiB (256), three times. Tells files a second, the time
of the middle one and of the slowest in a hundred, and MiB a second. What was stored is deleted.
"""
import ftplib
import io
import multiprocessing
import os
import statistics
import sys
import time

PORT, USER, PASSWORD = int(sys.argv[1]), sys.argv[2], sys.argv[3]
CLIENTS, SECONDS, SMALL, LARGE = ([int(a) for a in sys.argv[4:]] + [16, 10, 4096, 256][len(sys.argv) - 4:])[:4]


def session():
    ftp = ftplib.FTP()
    ftp.connect("127.0.0.1", PORT, timeout=60)
    ftp.login(USER, PASSWORD)
    ftp.voidcmd("TYPE I")
    return ftp


def store(ftp, name, stream):
    begin = time.perf_counter()
    reply = ftp.storbinary("STOR " + name, stream, blocksize=1 << 20)
    if not reply.startswith("226"):
        sys.exit(reply)
    return time.perf_counter() - begin


def client(number, results):
    ftp = session()
    content = os.urandom(SMALL)
    folder = f"load{os.getpid()}"
    ftp.mkd(folder)
    times = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        times.append(store(ftp, f"{folder}/f{len(times)}", io.BytesIO(content)))
    results.put(times)
    ftp.voidcmd("RMDA " + folder)
    ftp.quit()


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    clients = [multiprocessing.Process(target=client, args=(i, queue)) for i in range(CLIENTS)]
    for one in clients:
        one.start()
    times = sorted(sum((queue.get() for _ in clients), []))
    for one in clients:
        one.join()
    print(f"{CLIENTS} clients, {SMALL} bytes: {len(times) / SECONDS:,.0f} files/s, "
          f"middle {statistics.median(times) * 1000:.1f} ms, one in a hundred {times[len(times) * 99 // 100] * 1000:.1f} ms")
    ftp = session()
    content = os.urandom(1 << 20) * LARGE
    took = [store(ftp, "large.bin", io.BytesIO(content)) for _ in range(3)]
    ftp.delete("large.bin")
    print(f"1 client, {LARGE} MiB: " + ", ".join(f"{LARGE / t:,.0f} MiB/s" for t in took))
