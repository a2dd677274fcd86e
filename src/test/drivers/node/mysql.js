// Prints what mysql2 sees of one conversation. Environment as for python/mysql.py.
import mysql from 'mysql2/promise';

const env = (name) => process.env['DRIVER_' + name];
const show = (label, value) => console.log(label, JSON.stringify(value));
const connection = await mysql.createConnection({
  host: env('HOST'), port: +env('PORT'), user: env('USER'), password: env('PASSWORD'), database: env('DATABASE'),
  multipleStatements: true, ssl: env('TLS') === '1' ? { rejectUnauthorized: false } : undefined,
});
await connection.query('drop table if exists js_t');
await connection.query('create table js_t(id int primary key, name varchar(200), doc json, data blob, at datetime(3), big bigint unsigned) default charset utf8mb4');
for (let n = 0; n < 50; n++) {
  await connection.execute('insert into js_t values (?, ?, ?, ?, ?, ?)', [n, `naïve 😀 ${n}`, JSON.stringify({ n }), Buffer.alloc(n, n), '2024-02-29 12:00:00.123', '18446744073709551615']);
}
for (const way of ['query', 'execute']) {
  const [rows, fields] = await connection[way]({ sql: 'select * from js_t where id < ? order by id', supportBigNumbers: true, bigNumberStrings: true, dateStrings: true }, [4]);
  show(way, [rows, fields.map((f) => [f.name, f.columnType])]);
}
const [several] = await connection.query('select 1 as a; select 2 as b; update js_t set name = name where id = 1; select 3 as c from dual where false');
show('several', several.map((r) => (Array.isArray(r) ? r : r.affectedRows)));
for (const [way, sql] of [['query', 'insert into js_t(id) values (1)'], ['execute', 'select nope from js_t'], ['query', 'selec 1']]) {
  try {
    await connection[way](sql);
  } catch (error) {
    show('error', [error.errno, error.sqlState]);
  }
}
await connection.beginTransaction();
await connection.execute("update js_t set name = 'changed'");
await connection.rollback();
show('rolled back', (await connection.query("select count(*) as n from js_t where name = 'changed'"))[0]);
await connection.ping();
show('together', (await Promise.all([1, 2, 3].map((n) => connection.execute('select ? as n', [n])))).map(([r]) => r));
await connection.end();
