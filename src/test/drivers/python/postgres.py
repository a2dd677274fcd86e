"""Prints what psycopg and asyncpg see of one conversation; the same through any lawful road to the same server.

Environment: DRIVER_HOST, DRIVER_PORT, DRIVER_USER, DRIVER_PASSWORD, DRIVER_DATABASE, DRIVER_SCHEMA (fresh and ours).
"""

import asyncio
import os

import asyncpg
import psycopg
from psycopg import pq

HOST, PORT, USER, PASSWORD, DATABASE, SCHEMA = (
    os.environ["DRIVER_" + name] for name in ("HOST", "PORT", "USER", "PASSWORD", "DATABASE", "SCHEMA")
)


def show(label, *values):
    print(label, *map(repr, values), sep=" | ")


def status(connection):
    return pq.TransactionStatus(connection.info.transaction_status).name


def with_psycopg():
    with psycopg.connect(
        host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE, autocommit=True
    ) as connection:
        notices = []
        connection.add_notice_handler(lambda d: notices.append((d.severity_nonlocalized, d.sqlstate, d.message_primary)))
        cursor = connection.cursor()
        cursor.execute(f"drop table if exists {SCHEMA}.py_t")
        show("notices", notices)
        cursor.execute(f"create table {SCHEMA}.py_t(id int primary key, name text, amount numeric(12,2), data bytea, at timestamptz, tags text[], doc jsonb)")
        show("create", cursor.statusmessage)
        row = "insert into {}.py_t values (%s, %s, %s, %s, '2024-02-29 12:00:00+00', %s, %s)".format(SCHEMA)
        cursor.executemany(row, [(n, f"naïve Žluťoučký 😀 {n}", n * 1.5, bytes(range(n % 256)), ["a", f"b{n}"], '{"n": %d}' % n) for n in range(300)])
        show("executemany", cursor.statusmessage, cursor.rowcount)
        for binary in (False, True):
            reader = connection.cursor(binary=binary)
            reader.execute(f"select * from {SCHEMA}.py_t where id < %s order by id", (5,))
            show("select", binary, [d.type_code for d in reader.description], reader.fetchall())
        for n in range(8):
            cursor.execute(f"select name from {SCHEMA}.py_t where id = %s", (n,), prepare=True)
            show("prepared", cursor.fetchone())
        with connection.cursor("stream") if not connection.autocommit else connection.transaction() as _:
            with connection.cursor("stream") as stream:
                stream.execute(f"select id from {SCHEMA}.py_t order by id")
                show("cursor", stream.fetchmany(7), stream.fetchone(), len(stream.fetchall()))
        try:
            with connection.transaction():
                cursor.execute(f"insert into {SCHEMA}.py_t(id) values (1)")
        except psycopg.Error as error:
            show("duplicate", error.sqlstate, error.diag.message_primary, error.diag.message_detail, status(connection))
        connection.autocommit = False
        cursor.execute("select 1")
        show("status", status(connection))
        try:
            cursor.execute("select 1/0")
        except psycopg.Error as error:
            show("division", error.sqlstate, status(connection))
        connection.rollback()
        show("rolled back", status(connection))
        with connection.pipeline():
            first = connection.execute("select 1")
            second = connection.execute("select %s::text", ("two",))
            show("pipeline", first.fetchone(), second.fetchone())
        try:
            with connection.pipeline():
                connection.execute(f"insert into {SCHEMA}.py_t(id) values (9001)")
                connection.execute("select nothing_such")
                connection.execute(f"insert into {SCHEMA}.py_t(id) values (9002)")
        except psycopg.Error as error:
            show("pipeline error", error.sqlstate, status(connection))
        connection.rollback()
        cursor.execute(f"select count(*) from {SCHEMA}.py_t where id > 9000")
        show("after pipeline", cursor.fetchone())
        with cursor.copy(f"copy {SCHEMA}.py_t(id, name) from stdin") as copy:
            for n in range(1000, 3000):
                copy.write_row((n, "x" * (n % 100)))
        show("copy in", cursor.statusmessage)
        for form in ("text", "csv", "binary"):
            with cursor.copy(f"copy (select id, name from {SCHEMA}.py_t order by id) to stdout (format {form})") as copy:
                show("copy out", form, sum(len(block) for block in copy))
        try:
            with cursor.copy(f"copy {SCHEMA}.py_t(id) from stdin") as copy:
                copy.write("not a number\n")
        except psycopg.Error as error:
            show("copy error", error.sqlstate, status(connection))
        connection.rollback()
        connection.autocommit = True
        cursor.execute("listen here")
        cursor.execute("notify here, 'hello'")
        show("notify", [(n.channel, n.payload) for n in connection.notifies(timeout=5, stop_after=1)])
        cursor.execute("select repeat('a', 5000000)")
        show("large", len(cursor.fetchone()[0]))
        cursor.execute("select length(%s)", ("b" * 3_000_000,))
        show("large parameter", cursor.fetchone())
        cursor.execute("select 1; select 2 as two, 3; select 'x' where false")
        while True:
            show("several", cursor.fetchall(), cursor.statusmessage)
            if not cursor.nextset():
                break
        cursor.execute("set application_name = 'mine'; show application_name")
        cursor.nextset()
        show("parameters", connection.info.parameter_status("server_encoding"), cursor.fetchone())


async def with_asyncpg():
    connection = await asyncpg.connect(host=HOST, port=int(PORT), user=USER, password=PASSWORD, database=DATABASE, ssl="prefer")
    show("asyncpg", await connection.fetch("select n, n::text, n * 1.5::float8 from generate_series(1, $1) n", 3))
    async with connection.transaction():
        total = 0
        async for record in connection.cursor("select n from generate_series(1, 1000) n", prefetch=50):
            total += record["n"]
        show("asyncpg cursor", total)
    try:
        await connection.fetchval("select 1/$1::int", 0)
    except asyncpg.PostgresError as error:
        show("asyncpg error", error.sqlstate)
    try:
        await connection.execute("select pg_sleep(20)", timeout=0.5)
    except asyncio.TimeoutError:
        show("asyncpg cancelled", await connection.fetchval("select 'alive'"))
    copied = await connection.copy_records_to_table("py_t", schema_name=SCHEMA, columns=["id", "name"], records=[(n, "r") for n in range(5000, 5100)])
    show("asyncpg copy", copied)
    await connection.close()


with_psycopg()
asyncio.run(with_asyncpg())
