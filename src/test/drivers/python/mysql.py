"""Prints what PyMySQL sees of one conversation; the same through any lawful road to the same server.

Environment: DRIVER_HOST, DRIVER_PORT, DRIVER_USER, DRIVER_PASSWORD, DRIVER_DATABASE, DRIVER_TLS (1: encrypt).
"""

import os
import ssl
import tempfile

import pymysql
from pymysql.constants import CLIENT

HOST, PORT, USER, PASSWORD, DATABASE = (
    os.environ["DRIVER_" + name] for name in ("HOST", "PORT", "USER", "PASSWORD", "DATABASE")
)

def show(label, *values):
    print(label, *map(repr, values), sep=" | ")

def tls():
    if os.environ.get("DRIVER_TLS") != "1":
        return None
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context

def connect(**more):
    return pymysql.connect(
        host=HOST, port=int(PORT), user=USER, password=PASSWORD, database=DATABASE, ssl=tls(), charset="utf8mb4", autocommit=True, local_infile=True, **more
    )

with connect(client_flag=CLIENT.MULTI_STATEMENTS) as connection:
    cursor = connection.cursor()
    cursor.execute("drop table if exists py_t")
    cursor.execute("create table py_t(id int primary key, name varchar(200), amount decimal(12,2), data blob, at datetime(6)) default charset utf8mb4")
    show("many", cursor.executemany("insert into py_t values (%s, %s, %s, %s, %s)", [(n, f"naïve 😀 {n}", n * 1.5, bytes(range(n % 256)), "2024-02-29 12:00:00") for n in range(300)]))
    cursor.execute("select * from py_t where id < %s order by id", (5,))
    show("select", [d[:2] for d in cursor.description], cursor.fetchall())
    cursor.execute("select 1; select 2 as two, 3; insert into py_t(id) values (5000); select 'x' from dual where false")
    while True:
        show("several", cursor.fetchall(), cursor.rowcount)
        if not cursor.nextset():
            break
    for bad in ("insert into py_t(id) values (1)", "select nope from py_t", "selec 1"):
        try:
            cursor.execute(bad)
        except pymysql.MySQLError as error:
            show("error", error.args[0])
    cursor.execute("select 'alive'")
    show("after", cursor.fetchone())
    cursor.execute("begin")
    cursor.execute("update py_t set name = 'changed' where id < 10")
    show("update", cursor.rowcount)
    connection.rollback()
    cursor.execute("select count(*) from py_t where name = 'changed'")
    show("rolled back", cursor.fetchone())
    cursor.execute("select repeat('a', 5000000)")
    show("large", len(cursor.fetchone()[0]))
    cursor.execute("select length(%s)", ("b" * 900_000,))
    show("large parameter", cursor.fetchone())
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.writelines(f"{n}\tfile {n}\n" for n in range(10000, 10500))
        file.flush()
        show("load", cursor.execute(f"load data local infile '{file.name}' into table py_t (id, name)"))
    cursor.execute("select count(*), min(id), max(id) from py_t")
    show("count", cursor.fetchone())
    connection.ping(reconnect=False)
    cursor.execute("select database()")
    show("database", cursor.fetchone())

with connect(cursorclass=pymysql.cursors.SSCursor) as connection:
    cursor = connection.cursor()
    cursor.execute("select id from py_t order by id")
    show("unbuffered", cursor.fetchmany(3), sum(row[0] for row in cursor))
