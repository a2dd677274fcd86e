"""Takes the rows of queries in each way that psycopg, asyncpg or PyMySQL has, and prints how many; what arrived is
judged outside, by its bytes.

Arguments: postgres (psycopg), asyncpg or mysql, and the queries; with -cells behind it, their cells are
printed as lengths and digests. Environment: DRIVER_HOST, DRIVER_PORT, DRIVER_USER, DRIVER_PASSWORD,
DRIVER_DATABASE.
"""

import asyncio
import hashlib
import os
import sys

HOST, PORT, USER, PASSWORD, DATABASE = (
    os.environ["DRIVER_" + name] for name in ("HOST", "PORT", "USER", "PASSWORD", "DATABASE")
)


def with_psycopg(queries):
    import psycopg

    with psycopg.connect(
        host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE, autocommit=True, sslmode="disable"
    ) as connection:
        for query in queries:
            for binary in (False, True):
                with connection.cursor(binary=binary) as cursor:
                    for prepare in (False, True, True):
                        print("psycopg", binary, prepare, len(cursor.execute(query, prepare=prepare).fetchall()))
            with connection.transaction(), connection.cursor("stream", binary=True) as cursor:
                print("psycopg stream", len(cursor.execute(query).fetchall()))
            for form in ("text", "csv", "binary"):
                with connection.cursor().copy(f"copy ({query}) to stdout (format {form})") as copy:
                    print("psycopg copy", form, sum(1 for _ in copy) > 0)
            with connection.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout") as copy:
                print("psycopg copied", len(list(copy.rows())))
            with connection.pipeline():
                first, second = connection.execute(query), connection.execute(query)
                print("psycopg pipeline", len(first.fetchall()), len(second.fetchall()))


async def with_asyncpg(queries):
    import asyncpg

    connection = await asyncpg.connect(
        host=HOST, port=int(PORT), user=USER, password=PASSWORD, database=DATABASE, ssl=False
    )
    for query in queries:
        print("asyncpg", len(await connection.fetch(query)), len(await connection.fetch(query)))
        prepared = await connection.prepare(query)
        print("asyncpg prepared", len(await prepared.fetch()), len(await prepared.fetch()))
        async with connection.transaction():
            print("asyncpg cursor", len([row async for row in connection.cursor(query, prefetch=1)]))
        for form in ("text", "csv", "binary"):
            copied = []

            async def keep(data):
                copied.append(data)

            await connection.copy_from_query(query, output=keep, format=form)
            print("asyncpg copy", form, len(copied) > 0)
    await connection.close()


def show(*cells):
    for cell in cells:
        value = cell if isinstance(cell, bytes) else cell.encode()
        print(len(value), hashlib.sha256(value).hexdigest())


def cells_of_psycopg(queries):
    import psycopg

    with psycopg.connect(
        host=HOST, port=PORT, user=USER, password=PASSWORD, dbname=DATABASE, autocommit=True, sslmode="disable"
    ) as connection:
        for query in queries:
            for binary in (False, True):
                for row in connection.cursor(binary=binary).execute(query).fetchall():
                    show(*row)


def cells_of_pymysql(queries):
    import pymysql

    with pymysql.connect(
        host=HOST, port=int(PORT), user=USER, password=PASSWORD, database=DATABASE, charset="utf8mb4"
    ) as connection:
        for query in queries:
            with connection.cursor() as cursor:
                cursor.execute(query)
                for row in cursor.fetchall():
                    show(*row)


def with_pymysql(queries):
    import pymysql

    for cursors in (pymysql.cursors.Cursor, pymysql.cursors.SSDictCursor):
        with pymysql.connect(
            host=HOST, port=int(PORT), user=USER, password=PASSWORD, database=DATABASE, cursorclass=cursors
        ) as connection:
            for query in queries:
                with connection.cursor() as cursor:
                    cursor.execute(query)
                    print("pymysql", len(cursor.fetchall()))


match sys.argv[1]:
    case "postgres":
        with_psycopg(sys.argv[2:])
    case "asyncpg":
        asyncio.run(with_asyncpg(sys.argv[2:]))
    case "mysql":
        with_pymysql(sys.argv[2:])
    case "postgres-cells":
        cells_of_psycopg(sys.argv[2:])
    case "mysql-cells":
        cells_of_pymysql(sys.argv[2:])
