// Takes the rows of queries in each way that pgx or go-sql-driver/mysql has, and prints how many; what arrived is
// judged outside, by its bytes. Arguments and environment as for python/masked.py.
package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
)

func env(name string) string { return os.Getenv("DRIVER_" + name) }

func must(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func withPgx(queries []string) {
	ctx := context.Background()
	config, err := pgx.ParseConfig("sslmode=disable")
	must(err)
	config.Host, config.User, config.Password, config.Database = env("HOST"), env("USER"), env("PASSWORD"), env("DATABASE")
	fmt.Sscan(env("PORT"), &config.Port)
	conn, err := pgx.ConnectConfig(ctx, config)
	must(err)
	defer conn.Close(ctx)
	modes := []pgx.QueryExecMode{pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec, pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol}
	for _, query := range queries {
		for _, mode := range modes {
			for turn := 0; turn < 2; turn++ {
				rows, err := conn.Query(ctx, query, mode)
				must(err)
				count := 0
				for rows.Next() {
					_, err := rows.Values()
					must(err)
					count++
				}
				must(rows.Err())
				fmt.Println("pgx", mode, count)
			}
		}
		for _, form := range []string{"text", "csv", "binary"} {
			var copied bytes.Buffer
			_, err := conn.PgConn().CopyTo(ctx, &copied, "copy ("+query+") to stdout (format "+form+")")
			must(err)
			fmt.Println("pgx copy", form, copied.Len() > 0)
		}
	}
}

func withMysql(queries []string) {
	for _, interpolate := range []bool{true, false} {
		config := mysql.NewConfig()
		config.Net, config.Addr = "tcp", env("HOST")+":"+env("PORT")
		config.User, config.Passwd, config.DBName = env("USER"), env("PASSWORD"), env("DATABASE")
		config.AllowCleartextPasswords, config.InterpolateParams = true, interpolate
		connector, err := mysql.NewConnector(config)
		must(err)
		db := sql.OpenDB(connector)
		for _, query := range queries {
			for _, arguments := range [][]any{{}, {1}} { // with an argument it is prepared, and the rows are binary
				text := query
				if len(arguments) > 0 {
					text = "select * from (" + query + ") as q where 1 = ?"
				}
				rows, err := db.Query(text, arguments...)
				must(err)
				columns, err := rows.Columns()
				must(err)
				count := 0
				for rows.Next() {
					into := make([]any, len(columns))
					for i := range into {
						into[i] = new(any)
					}
					must(rows.Scan(into...))
					count++
				}
				must(rows.Err())
				fmt.Println("mysql", interpolate, len(arguments), count)
			}
		}
		db.Close()
	}
}

func main() {
	if os.Args[1] == "postgres" {
		withPgx(os.Args[2:])
	} else {
		withMysql(os.Args[2:])
	}
}
