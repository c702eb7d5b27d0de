"""The client of the first tutorial: files in frames over the connection that carries the commands.

Usage: frames.py PORT FOLDER COMMAND...
Carries the commands out one after the other, with files of FOLDER, and prints what came.
"""
import hashlib
import json
import os
import socket
import struct
import sys


def recv_exactly(sock, size):
    data = b''
    while len(data) < size:
        piece = sock.recv(min(1024, size - len(data)))
        if not piece:
            sys.exit('the server closed the connection')
        data += piece
    return data


def get(sock, folder):
    head_len = struct.unpack('i', sock.recv(4))[0]
    head = json.loads(sock.recv(head_len).decode('utf-8'))
    data = recv_exactly(sock, head['file_size'])
    if hashlib.md5(data).hexdigest() != head['md5']:
        print('get: the file is damaged')
        return
    with open(os.path.join(folder, head['filename']), 'wb') as file:
        file.write(data)
    print('get:', head['filename'], len(data))


def post(sock, folder, name):
    with open(os.path.join(folder, name), 'rb') as file:
        data = file.read()
    head = json.dumps({
        'filename': name,
        'file_size': len(data),
        'md5': hashlib.md5(data).hexdigest(),
    }).encode('utf-8')
    sock.send(struct.pack('i', len(head)))
    sock.send(head)
    sock.sendall(data)
    print('post:', name, len(data))


def main():
    port, folder, commands = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    sock = socket.socket()
    sock.settimeout(20)
    sock.connect(('127.0.0.1', port))
    for command in commands:
        sock.send(command.encode('utf-8'))
        verb, _, name = command.partition(' ')
        if verb == 'get':
            get(sock, folder)
        elif verb == 'post':
            post(sock, folder, name)
        elif verb == 'exit':
            break
        else:
            print(verb + ':', sock.recv(1024).decode('utf-8'))
    sock.close()


main()
