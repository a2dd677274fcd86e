// Prints what go-sql-driver/mysql sees of one conversation. Environment as for python/mysql.py.
package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/go-sql-driver/mysql"
)

func env(name string) string { return os.Getenv("DRIVER_" + name) }

func must(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func code(err error) any {
	var failure *mysql.MySQLError
	if errors.As(err, &failure) {
		return fmt.Sprint(failure.Number, " ", string(failure.SQLState[:]))
	}
	return err
}

func converse(interpolate bool) {
	config := mysql.NewConfig()
	config.Net, config.Addr = "tcp", env("HOST")+":"+env("PORT")
	config.User, config.Passwd, config.DBName = env("USER"), env("PASSWORD"), env("DATABASE")
	config.AllowCleartextPasswords, config.MultiStatements, config.InterpolateParams = true, true, interpolate
	if env("TLS") == "1" {
		config.TLSConfig = "skip-verify"
	}
	connector, err := mysql.NewConnector(config)
	must(err)
	db := sql.OpenDB(connector)
	defer db.Close()
	db.SetMaxOpenConns(1)
	must(db.Ping())
	_, err = db.Exec("drop table if exists go_t; create table go_t(id int primary key, name varchar(200), amount decimal(10,2)) default charset utf8mb4")
	must(err)
	for n := 0; n < 100; n++ {
		result, err := db.Exec("insert into go_t values (?, ?, ?)", n, fmt.Sprintf("naïve 😀 %d", n), float64(n)*1.5)
		must(err)
		affected, _ := result.RowsAffected()
		if affected != 1 {
			fmt.Println("affected", affected)
		}
	}
	rows, err := db.Query("select id, name, amount from go_t where id < ? order by id", 4)
	must(err)
	for rows.Next() {
		var id int
		var name, amount string
		must(rows.Scan(&id, &name, &amount))
		fmt.Println("row", id, name, amount)
	}
	must(rows.Err())
	statement, err := db.Prepare("select count(*) from go_t where id >= ? and id < ?")
	must(err)
	for n := 0; n < 5; n++ {
		var count int
		must(statement.QueryRow(n, n*10).Scan(&count))
		fmt.Println("count", count)
	}
	must(statement.Close())
	_, err = db.Exec("insert into go_t(id) values (1)")
	fmt.Println("duplicate", code(err))
	_, err = db.Exec("selec 1")
	fmt.Println("syntax", code(err))
	tx, err := db.Begin()
	must(err)
	_, err = tx.Exec("delete from go_t where id < ?", 50)
	must(err)
	must(tx.Rollback())
	several, err := db.Query("select 1; select 2, 3; select 4 from dual where false")
	must(err)
	for more := true; more; more = several.NextResultSet() {
		names, _ := several.Columns()
		fmt.Println("set", len(names))
		for several.Next() {
		}
	}
	must(several.Close())
	var count int
	must(db.QueryRow("select count(*) from go_t").Scan(&count))
	fmt.Println("left", count)
}

func main() {
	converse(false)
	converse(true)
}
