"""Takes the rows of queries in each way that psycopg or PyMySQL has, and prints how many; what arrived is
judged outside, by its bytes.

Arguments: postgres or mysql, and the queries. Environment: DRIVER_HOST, DRIVER_PORT, DRIVER_USER, DRIVER_PASSWORD,
DRIVER_DATABASE.
"""

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


if sys.argv[1] == "postgres":
    with_psycopg(sys.argv[2:])
else:
    with_pymysql(sys.argv[2:])
