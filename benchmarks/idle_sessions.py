"""Opens N PostgreSQL sessions with plain sockets and keeps them open until standard input ends.

usage: idle_sessions.py PORT USER DATABASE N   (password in PGPASSWORD)
Prints "open N" once all are ready for a query; exits 1 with the reason if one cannot be opened.
"""

import os
import socket
import struct
import sys


def message(kind, body):
    return kind + struct.pack("!i", len(body) + 4) + body


def receive(sock, count):
    data = b""
    while len(data) < count:
        chunk = sock.recv(count - len(data))
        if not chunk:
            raise ConnectionError("closed by the server")
        data += chunk
    return data


def open_session(port, user, database, password):
    sock = socket.create_connection(("127.0.0.1", port))
    pairs = b"".join(part.encode() + b"\0" for part in ("user", user, "database", database))
    sock.sendall(message(b"", struct.pack("!i", 196608) + pairs + b"\0"))
    while True:
        kind = receive(sock, 1)
        body = receive(sock, struct.unpack("!i", receive(sock, 4))[0] - 4)
        if kind == b"R" and struct.unpack("!i", body[:4])[0] == 3:
            sock.sendall(message(b"p", password.encode() + b"\0"))
        elif kind == b"R" and struct.unpack("!i", body[:4])[0] != 0:
            raise ConnectionError("this client only knows cleartext passwords and trust")
        elif kind == b"E":
            raise ConnectionError(body.decode(errors="replace"))
        elif kind == b"Z":
            return sock


def main():
    port, user, database, count = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    password = os.environ.get("PGPASSWORD", "")
    try:
        sessions = [open_session(port, user, database, password) for _ in range(count)]
    except OSError as error:
        sys.exit(f"idle_sessions: {error}")
    print("open", len(sessions), flush=True)
    sys.stdin.read()


main()
