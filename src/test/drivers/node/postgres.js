// Prints what node-postgres sees of one conversation. Environment as for python/postgres.py.
import pg from 'pg';

const env = (name) => process.env['DRIVER_' + name];
const show = (label, value) => console.log(label, JSON.stringify(value));
const client = new pg.Client({
  host: env('HOST'), port: +env('PORT'), user: env('USER'), password: env('PASSWORD'), database: env('DATABASE'),
});
await client.connect();
const table = `${env('SCHEMA')}.js_t`;
for (const sql of [`drop table if exists ${table}`, `create table ${table}(id int primary key, name text, doc jsonb, data bytea)`]) {
  show('command', (await client.query(sql)).command);
}
for (let n = 0; n < 50; n++) {
  await client.query({ name: 'put', text: `insert into ${table} values ($1, $2, $3, $4)`, values: [n, `naïve 😀 ${n}`, { n }, Buffer.alloc(n, n)] });
}
const rows = await client.query(`select * from ${table} where id < $1 order by id`, [4]);
show('rows', [rows.rows, rows.rowCount, rows.fields.map((f) => [f.name, f.dataTypeID])]);
show('several', (await client.query('select 1 as a; select 2 as b; select 3 as c where false')).map((r) => r.rows));
for (const [sql, values] of [[`insert into ${table}(id) values ($1)`, [1]], ['select nope', []], ['selec 1', []]]) {
  try {
    await client.query(sql, values);
  } catch (error) {
    show('error', [error.code, error.severity, error.position ?? null]);
  }
}
await client.query('begin');
await client.query(`update ${table} set name = 'changed'`);
await client.query('rollback');
show('rolled back', (await client.query(`select count(*)::int from ${table} where name = 'changed'`)).rows);
show('array rows', (await client.query({ text: 'select n, n::text from generate_series(1, 5) n', rowMode: 'array' })).rows);
const together = await Promise.all([1, 2, 3, 4, 5].map((n) => client.query('select $1::int as n', [n])));
show('queued', together.map((r) => r.rows[0].n));
const heard = new Promise((resolve) => client.once('notification', (n) => resolve([n.channel, n.payload])));
await client.query('listen js_here');
await client.query("notify js_here, 'hi'");
show('notified', await heard);
await client.end();
