// Prints what pgx sees of one conversation. Environment as for python/postgres.py.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func env(name string) string { return os.Getenv("DRIVER_" + name) }

func must(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func code(err error) string {
	var failure *pgconn.PgError
	if errors.As(err, &failure) {
		return failure.Code
	}
	return fmt.Sprint(err)
}

func main() {
	ctx := context.Background()
	config, err := pgx.ParseConfig("sslmode=prefer")
	must(err)
	config.Host, config.User, config.Password, config.Database = env("HOST"), env("USER"), env("PASSWORD"), env("DATABASE")
	fmt.Sscan(env("PORT"), &config.Port)
	for _, fallback := range config.Fallbacks {
		fallback.Host, fallback.Port = config.Host, config.Port
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	must(err)
	defer conn.Close(ctx)
	table := env("SCHEMA") + ".go_t"

	tag, err := conn.Exec(ctx, "drop table if exists "+table+"; create table "+table+"(id int primary key, name text, tags text[])")
	must(err)
	fmt.Println("several", tag)

	batch := &pgx.Batch{}
	for n := 0; n < 200; n++ {
		batch.Queue("insert into "+table+" values ($1, $2, $3)", n, fmt.Sprintf("naïve 😀 %d", n), []string{"a", fmt.Sprint(n)})
	}
	must(conn.SendBatch(ctx, batch).Close())

	for _, mode := range []pgx.QueryExecMode{pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec, pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol} {
		for turn := 0; turn < 3; turn++ {
			rows, err := conn.Query(ctx, "select id, name, tags from "+table+" where id < $1 order by id", mode, 3)
			must(err)
			for rows.Next() {
				values, err := rows.Values()
				must(err)
				fmt.Println("row", mode, values)
			}
			must(rows.Err())
			fmt.Println("tag", rows.CommandTag())
		}
	}

	bad := &pgx.Batch{}
	bad.Queue("insert into " + table + "(id) values (9001)")
	bad.Queue("select nothing_such")
	bad.Queue("insert into " + table + "(id) values (9002)")
	fmt.Println("batch error", code(conn.SendBatch(ctx, bad).Close()), string(conn.PgConn().TxStatus()))
	var count int
	must(conn.QueryRow(ctx, "select count(*) from "+table+" where id > 9000").Scan(&count))
	fmt.Println("left", count)

	tx, err := conn.Begin(ctx)
	must(err)
	_, err = tx.Exec(ctx, "insert into "+table+"(id) values (1)")
	fmt.Println("duplicate", code(err), string(conn.PgConn().TxStatus()))
	must(tx.Rollback(ctx))
	fmt.Println("status", string(conn.PgConn().TxStatus()))

	copied, err := conn.CopyFrom(ctx, pgx.Identifier{env("SCHEMA"), "go_t"}, []string{"id", "name"}, pgx.CopyFromSlice(5000, func(n int) ([]any, error) {
		return []any{10000 + n, strings.Repeat("x", n%50)}, nil
	}))
	must(err)
	fmt.Println("copied", copied)
	var out strings.Builder
	tag, err = conn.PgConn().CopyTo(ctx, &out, "copy (select id, name from "+table+" order by id) to stdout")
	must(err)
	fmt.Println("copy out", tag, out.Len())
}
