"""The client of the second tutorial: the server connects to it and sends one file.

Usage: callback.py PORT DATA_PORT COMMAND...
Commands that begin with g bring a file, whose first bytes are printed; all others are sent back by the server.
"""
import socket
import sys
import threading
import time


def receive(data_port):
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.settimeout(20)
    listener.bind(('127.0.0.1', data_port))
    listener.listen(5)
    data, address = listener.accept()
    print('data:', data.recv(1024).decode('utf-8'))
    data.close()
    listener.close()


def main():
    port, data_port, commands = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    control = socket.socket()
    control.settimeout(20)
    control.connect(('127.0.0.1', port))
    for command in commands:
        if command == 'g' or command.startswith('g '):
            receiver = threading.Thread(target=receive, args=(data_port,))
            receiver.start()
            time.sleep(0.5)
            control.send(command.encode('utf-8'))
            receiver.join()
        else:
            control.send(command.encode('utf-8'))
            print('echo:', control.recv(1024).decode('utf-8'))
    control.close()


main()
