#!/usr/bin/env bash
# Compares direct connections, HAProxy (TCP), PgBouncer and Gatehouse in one run, in turns, and writes RESULTS.md.
#
# usage: benchmarks/run.sh [--seconds N] [--rounds N] [--idle N] [--no-mysql] [--no-jmh] [--no-build] [--masks-only]
# needs: pgbench, psql, haproxy, pgbouncer, sysbench, python3, openssl (Debian: postgresql-contrib haproxy pgbouncer
#        sysbench); the database servers come through Maven.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=8 rounds=3 idle=5000 mysql=yes jmh=yes build=yes all=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --seconds) seconds=$2; shift 2 ;;
    --rounds) rounds=$2; shift 2 ;;
    --idle) idle=$2; shift 2 ;;
    --no-mysql) mysql=no; shift ;;
    --no-jmh) jmh=no; shift ;;
    --no-build) build=no; shift ;;
    --masks-only) all=no; shift ;;
    *) echo "run.sh: unknown argument $1" >&2; exit 2 ;;
  esac
done
PATH="$PATH:/usr/sbin:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)"
tools="psql python3 openssl"
[ "$all" = no ] || tools="$tools pgbench haproxy pgbouncer"
for tool in $tools; do
  command -v "$tool" >/dev/null || { echo "run.sh: $tool is missing" >&2; exit 3; }
done
[ "$mysql" = no ] || [ "$all" = no ] || command -v sysbench >/dev/null || { echo "run.sh: sysbench is missing (or say --no-mysql)" >&2; exit 3; }
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"

direct_pg=16001 haproxy_pg=16002 pgbouncer_pg=16003 gatehouse_pg=16004
direct_my=16011 haproxy_my=16012 gatehouse_my=16014 http=16080
work=$(mktemp -d "${TMPDIR:-/tmp}/gatehouse-bench.XXXXXX")
chmod 755 "$work"
rows="$work/rows.tsv" scans="$work/scans.tsv"
: >"$rows"
: >"$scans"
pids=()
finish() {
  exec 9>&- || true
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }
await() { # await WHAT COMMAND...
  local what=$1; shift
  for _ in $(seq 1200); do if "$@" >/dev/null 2>&1; then return 0; fi; sleep 0.5; done
  echo "run.sh: $what did not come up; see $work" >&2
  tail -n 30 "$work"/*.log >&2 || true
  exit 3
}

# --- build ---------------------------------------------------------------------------------------------------------
if [ "$build" = yes ]; then
  say building
  ./mvnw -B -q -ntp -DskipTests package
  ./mvnw -B -q -ntp -Pbench test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
fi
java_home=$(./mvnw -v | sed -n 's/^Java version.*runtime: //p')
java="$java_home/bin/java"

# A client of our own, that throws rows away: scan PROTOCOL FORMAT PORT USER PASSWORD DATABASE SQL
scan() { "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp target/test-classes dev.gatehouse.bench.ScanClient "$@"; }

# --- servers and proxies -------------------------------------------------------------------------------------------
say "starting the servers"
mkfifo "$work/hold"
"$java" -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" dev.gatehouse.bench.BenchServers \
  $direct_pg $direct_my "$work/ready" <"$work/hold" >"$work/servers.log" 2>&1 &
pids+=($!)
exec 9>"$work/hold"
await "the database servers" test -e "$work/ready"

cat >"$work/haproxy.cfg" <<EOF
global
  maxconn 8000
defaults
  mode tcp
  timeout connect 5s
  timeout client 1h
  timeout server 1h
listen pg
  bind 127.0.0.1:$haproxy_pg
  server s 127.0.0.1:$direct_pg
listen my
  bind 127.0.0.1:$haproxy_my
  server s 127.0.0.1:$direct_my
EOF
if [ "$all" = yes ]; then
  haproxy -db -f "$work/haproxy.cfg" >"$work/haproxy.log" 2>&1 &
  haproxy_pid=$!
  pids+=($haproxy_pid)
fi

cat >"$work/pgbouncer.ini" <<EOF
[databases]
bench = host=127.0.0.1 port=$direct_pg dbname=bench user=bench password=bench
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pgbouncer_pg
auth_type = trust
auth_file = $work/users.txt
pool_mode = session
max_client_conn = 8000
default_pool_size = 5200
ignore_startup_parameters = extra_float_digits
unix_socket_dir =
EOF
echo '"bench" "bench"' >"$work/users.txt"
if [ "$all" = no ]; then :; elif [ "$(id -u)" = 0 ]; then pgbouncer -u nobody "$work/pgbouncer.ini" >"$work/pgbouncer.log" 2>&1 & else pgbouncer "$work/pgbouncer.ini" >"$work/pgbouncer.log" 2>&1 & fi
if [ "$all" = yes ]; then
  pgbouncer_pid=$!
  pids+=($pgbouncer_pid)
fi

# A token of a throwaway issuer: RS256, signed with openssl.
b64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/key.pem" 2>/dev/null
openssl pkey -in "$work/key.pem" -pubout -out "$work/issuer.pem"
now=$(date +%s)
token_of() { # groups, as JSON strings
  local head
  head=$(printf '{"alg":"RS256","typ":"JWT"}' | b64).$(printf '{"iss":"https://bench.example","aud":"gatehouse","sub":"bench","groups":[%s],"iat":%d,"exp":%d}' "$1" "$now" $((now + 7200)) | b64)
  echo "$head.$(printf %s "$head" | openssl dgst -sha256 -sign "$work/key.pem" -binary | b64)"
}
token=$(token_of '"analysts"')
trusted=$(token_of '"analysts","pii:read"') # sees what others get masked

cat >"$work/application.yaml" <<EOF
gatehouse:
  listeners:
    postgres: { bind: "127.0.0.1:$gatehouse_pg" }
    mysql: { bind: "127.0.0.1:$gatehouse_my" }
  targets:
    bench:
      protocol: postgresql
      address: 127.0.0.1:$direct_pg
      database: bench
      username: bench
      password: bench
      tls: disable
      labels: { environment: production }
    benchmy:
      protocol: mysql
      address: 127.0.0.1:$direct_my
      database: bench
      username: bench
      password: bench
      tls: disable
      labels: { environment: production }
  identity:
    issuers:
      bench: { issuer: "https://bench.example", keys: "$work/issuer.pem", audience: gatehouse }
  journal: { directory: "$work/journal" }
  limits: { sessions-per-identity: 100000 }
quarkus:
  http:
    port: $http
EOF
say "loading 1,000,000 people"
export PGSSLMODE=disable PGGSSENCMODE=disable
psql -h 127.0.0.1 -p $direct_pg -U bench -d bench -Xq <<'EOF'
create table people as select i as id, 'user' || i || '@example.com' as email,
  '+1 202 555 ' || lpad((i % 10000)::text, 4, '0') as phone, '4111 1111 1111 1111'::text as card_number,
  'article ' || i % 997 as product, i % 7 as quantity, (i % 10000) / 100.0 as price,
  case i % 3 when 0 then 'open' when 1 then 'paid' else 'sent' end as status,
  timestamp '2026-01-01' + i * interval '1 minute' as ordered_at, 'left at the door, second floor'::text as remark
from generate_series(1, 1000000) i;
vacuum analyze people;
EOF
if [ "$mysql" = yes ]; then
  digits="(select 0 d union all select 1 union all select 2 union all select 3 union all select 4 union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)"
  scan mysql text $direct_my bench bench bench "create table people as select i as id, concat('user', i, '@example.com') as email,
    concat('+1 202 555 ', lpad(i % 10000, 4, '0')) as phone, '4111 1111 1111 1111' as card_number,
    concat('article ', i % 997) as product, i % 7 as quantity, (i % 10000) / 100.0 as price,
    elt(1 + i % 3, 'open', 'paid', 'sent') as status, timestamp '2026-01-01 00:00:00' + interval i minute as ordered_at,
    'left at the door, second floor' as remark
    from (select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d as i
      from $digits a, $digits b, $digits c, $digits e, $digits f, $digits g) numbers" >"$work/load-mysql.log"
fi

say "starting gatehouse"
# shellcheck disable=SC2086
"$java" ${BENCH_JAVA_OPTS:--Xmx1g} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -Dquarkus.config.locations="$work/application.yaml" -jar target/quarkus-app/quarkus-run.jar >"$work/gatehouse.log" 2>&1 &
gatehouse_pid=$!
pids+=($gatehouse_pid)

export PGPASSWORD="$token" PGSSLMODE=disable PGGSSENCMODE=disable
pg() { psql -h 127.0.0.1 -p "$1" -U bench -d bench -XqAt "${@:2}"; }
for port in $direct_pg $gatehouse_pg $([ "$all" = no ] || echo $haproxy_pg $pgbouncer_pg); do await "port $port" pg "$port" -c 'select 1'; done
[ "$mysql" = no ] || await "port $gatehouse_my" scan mysql text $gatehouse_my bench "$token" benchmy 'select count(*) from people'
if [ "$all" = yes ]; then
  say "loading 1,000,000 rows"
  pgbench -h 127.0.0.1 -p $direct_pg -U bench -i -q -s 10 bench >"$work/init.log" 2>&1
fi

# --- measuring -----------------------------------------------------------------------------------------------------
port_of() { local name="$1_$2"; echo "${!name}"; }
pid_of() { local name="$1_pid"; echo "${!name-}"; }
tick=$(getconf CLK_TCK)
cpu_ticks() { # user and system ticks of a process and its threads
  local pid; pid=$(pid_of "$1")
  if [ -n "$pid" ]; then awk '{ sub(/^.*\) /, ""); print $12 + $13 }' "/proc/$pid/stat"; else echo 0; fi
}
rss_kb() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }
record() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$rows"; } # case, way, figure, value

pgbench_once() { # case way mode clients
  local before after out tps statements latency
  before=$(cpu_ticks "$2")
  out=$(pgbench -h 127.0.0.1 -p "$(port_of "$2" pg)" -U bench -n -S -M "$3" -c "$4" -j $(($4 < 2 ? 1 : 2)) -T "$seconds" bench 2>>"$work/pgbench.log")
  after=$(cpu_ticks "$2")
  tps=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' <<<"$out" | tail -n 1)
  latency=$(sed -n 's/^latency average = \([0-9.]*\) ms.*/\1/p' <<<"$out")
  statements=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' <<<"$out")
  record "$1" "$2" tps "$tps"
  record "$1" "$2" "latency ms" "$latency"
  [ "$2" = direct ] || record "$1" "$2" "cpu us/statement" "$(awk -v t=$((after - before)) -v h="$tick" -v n="$statements" 'BEGIN { printf "%.2f", t / h * 1e6 / n }')"
}
scan_once() { # way
  local before after start end
  before=$(cpu_ticks "$1")
  start=$(date +%s%N)
  pg "$(port_of "$1" pg)" -c 'select aid, bid, abalance, filler from pgbench_accounts' | tail -c 1 >/dev/null
  end=$(date +%s%N)
  after=$(cpu_ticks "$1")
  record "scan of 1 M rows" "$1" seconds "$(awk -v n=$((end - start)) 'BEGIN { printf "%.3f", n / 1e9 }')"
  [ "$1" = direct ] || record "scan of 1 M rows" "$1" "cpu ns/row" "$(awk -v t=$((after - before)) -v h="$tick" 'BEGIN { printf "%.0f", t / h * 1e9 / 1e6 }')"
}
idle_once() { # way
  local pid before after hold reader
  pid=$(pid_of "$1")
  [ -z "$pid" ] || before=$(rss_kb "$pid")
  mkfifo "$work/idle.$1"
  python3 benchmarks/idle_sessions.py "$(port_of "$1" pg)" bench bench "$idle" <"$work/idle.$1" >"$work/idle.$1.log" 2>&1 &
  reader=$!
  exec {hold}>"$work/idle.$1"
  for _ in $(seq 600); do
    if grep -q '^open' "$work/idle.$1.log"; then break; fi
    kill -0 $reader 2>/dev/null || { record "$idle idle sessions" "$1" failed "$(tr '\t\n' '  ' <"$work/idle.$1.log" | cut -c1-80)"; exec {hold}>&-; return 0; }
    sleep 0.2
  done
  if [ -n "$pid" ]; then
    after=$(rss_kb "$pid")
    record "$idle idle sessions" "$1" "KiB/session" "$(awk -v k=$((after - before)) -v n="$idle" 'BEGIN { printf "%.1f", k / n }')"
  fi
  pgbench_once "$idle idle sessions" "$1" simple 1
  exec {hold}>&-
  wait $reader || true
}
sysbench_once() { # script way threads
  local before after out tps statements
  local args=(--db-driver=mysql --mysql-host=127.0.0.1 --mysql-port="$(port_of "$2" my)" --mysql-user=bench --mysql-db="$(if [ "$2" = gatehouse ]; then echo benchmy; else echo bench; fi)"
    --mysql-password="$(if [ "$2" = gatehouse ]; then echo "$token"; else echo bench; fi)" --tables=1 --table-size=100000)
  before=$(cpu_ticks "$2")
  out=$(sysbench "$1" "${args[@]}" --threads="$3" --time="$seconds" --report-interval=0 run 2>>"$work/sysbench.log")
  after=$(cpu_ticks "$2")
  tps=$(sed -n 's/.*queries: *[0-9]* *(\([0-9.]*\) per sec.*/\1/p' <<<"$out")
  statements=$(sed -n 's/.*queries: *\([0-9]*\) .*/\1/p' <<<"$out")
  record "mysql $1, $3 threads" "$2" "queries/s" "$tps"
  [ "$2" = direct ] || record "mysql $1, $3 threads" "$2" "cpu us/statement" "$(awk -v t=$((after - before)) -v h="$tick" -v n="$statements" 'BEGIN { printf "%.2f", t / h * 1e6 / n }')"
}

# --- masks: all rows of the people, by a client that throws them away ----------------------------------------------
masks_once() { # way protocol format
  local before after out port password database through=gatehouse
  case "$2-$1" in
    postgresql-direct) port=$direct_pg database=bench through=direct ;;
    postgresql-*) port=$gatehouse_pg database=bench ;;
    mysql-direct) port=$direct_my database=bench through=direct ;;
    mysql-*) port=$gatehouse_my database=benchmy ;;
  esac
  case "$1" in direct) password=bench ;; trusted) password=$trusted ;; masked) password=$token ;; esac
  before=$(cpu_ticks $through)
  out=$(scan "$2" "$3" "$port" bench "$password" "$database" 'select id, email, phone, card_number, product, quantity, price, status, ordered_at, remark from people')
  after=$(cpu_ticks $through)
  [ "${out%% *}" = 1000000 ] || { echo "run.sh: a scan of $out" >&2; exit 3; }
  printf '%s\t%s\t%s\t%s\n' "$2, $3" "$1" seconds "${out##* }" >>"$scans"
  [ "$1" = direct ] || printf '%s\t%s\t%s\t%s\n' "$2, $3" "$1" "cpu ns/row" "$(awk -v t=$((after - before)) -v h="$tick" 'BEGIN { printf "%.0f", t / h * 1e9 / 1e6 }')" >>"$scans"
}
protocols="postgresql $([ "$mysql" = no ] || echo mysql)"
for who in trusted masked; do
  if [ $who = trusted ]; then want=yes password=$trusted; else want=no password=$token; fi
  seen=$(PGPASSWORD=$password pg $gatehouse_pg -c 'select email, phone, card_number from people where id = 4711' 2>&1 || true)
  case "$seen" in *user4711@example.com*4711*4111\ 1111*) got=yes ;; *) got=no ;; esac
  [ $got = $want ] || { echo "run.sh: $who: values are seen: $got ($seen)" >&2; exit 3; }
done
say "warming up for masks"
for protocol in $protocols; do for format in text binary; do for way in trusted masked; do masks_once $way "$protocol" $format; done; done; done
: >"$scans"
for round in $(seq "$rounds"); do
  say "round $round: masks"
  for protocol in $protocols; do for format in text binary; do for way in direct trusted masked; do masks_once $way "$protocol" $format; done; done; done
done
masks_table() {
  echo
  echo "All of 1,000,000 rows of 10 columns, read by a client that throws them away: directly, through Gatehouse as somebody who sees everything, and as somebody for whom three columns (e-mail, phone, card) are masked and the other texts are searched."
  echo
  echo "| scan | figure | direct | unmasked | masked | unmasked : direct | masked : unmasked | masked : direct |"
  echo "|---|---|---:|---:|---:|---:|---:|---:|"
  python3 - "$scans" <<'EOF'
import statistics
import sys

table = {}
for line in open(sys.argv[1]):
    case, way, figure, value = line.rstrip("\n").split("\t")
    table.setdefault((case, figure), {}).setdefault(way, []).append(float(value))

for (case, figure), row in table.items():
    middle = {way: statistics.median(values) for way, values in row.items()}
    cells = [f"{middle[way]:,.2f}".rstrip("0").rstrip(".") if way in middle else "–" for way in ("direct", "trusted", "masked")]
    pairs = (("trusted", "direct"), ("masked", "trusted"), ("masked", "direct"))
    ratios = [f"{middle[a] / middle[b]:.2f}" if a in middle and middle.get(b) else "–" for a, b in pairs]
    print("|", " | ".join([case, figure, *cells, *ratios]), "|")
EOF
}
if [ "$all" = no ]; then
  masks_table
  exit 0
fi

ways="direct haproxy pgbouncer gatehouse"
say "warming up"
saved=$seconds; seconds=20
: >"$work/warm"; for mode in simple prepared; do pgbench_once warm gatehouse $mode 8; done
seconds=$saved; : >"$rows"
for round in $(seq "$rounds"); do
  for mode in simple prepared; do
    for clients in 1 8 32; do
      say "round $round: pgbench -S -M $mode, $clients clients"
      for way in $ways; do pgbench_once "pgbench -S $mode, $clients clients" "$way" "$mode" "$clients"; done
    done
  done
  say "round $round: scan"
  for way in $ways; do scan_once "$way"; done
done
if [ "$mysql" = yes ]; then
  sysbench oltp_point_select --db-driver=mysql --mysql-host=127.0.0.1 --mysql-port=$direct_my --mysql-user=bench \
    --mysql-password=bench --mysql-db=bench --tables=1 --table-size=100000 prepare >"$work/sysbench-init.log" 2>&1
  cp "$rows" "$work/rows.before"
  saved=$seconds; seconds=20
  for script in oltp_point_select oltp_read_only; do sysbench_once "$script" gatehouse 8; done
  seconds=$saved; cp "$work/rows.before" "$rows"
  for round in $(seq "$rounds"); do
    for threads in 1 8; do
      for script in oltp_point_select oltp_read_only; do
        say "round $round: sysbench $script, $threads threads"
        for way in direct haproxy gatehouse; do sysbench_once "$script" "$way" "$threads"; done
      done
    done
  done
fi
if [ "$idle" -gt 0 ]; then
  for way in $ways; do say "$idle idle sessions: $way"; idle_once "$way"; done
fi

if [ "$jmh" = yes ]; then
  say "JMH"
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  exec 9>&-
  "$java" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" org.openjdk.jmh.Main \
    -f 1 -wi 3 -i 3 -w 1 -r 1 -prof gc -foe true -rf json -rff "$work/jmh.json" >"$work/jmh.log" 2>&1 \
    || { tail -n 30 "$work/jmh.log" >&2; exit 3; }
fi

# --- writing -------------------------------------------------------------------------------------------------------
{
  echo "# Results"
  echo
  echo "Written by \`benchmarks/run.sh\`; medians of $rounds rounds of $seconds s, the ways taken in turns within a round."
  echo "Gatehouse ran with everything on: token login, both judgements, the shipped policy on a target labelled production, the record on disk and on standard output. Ratios, not absolute figures, are what to compare."
  echo
  echo "- date: $(date -u +%Y-%m-%d)"
  echo "- commit: $(git rev-parse --short HEAD)"
  echo "- machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo); clients, proxies and servers share them"
  echo "- $("$java" -version 2>&1 | head -n 1); $(pgbouncer --version | head -n 1); $(haproxy -v | head -n 1 | cut -d' ' -f1-3)"
  echo
  echo "| case | figure | direct | HAProxy | PgBouncer | Gatehouse | Gatehouse : direct | Gatehouse : PgBouncer |"
  echo "|---|---|---:|---:|---:|---:|---:|---:|"
  python3 - "$rows" <<'EOF'
import statistics
import sys

table = {}
for line in open(sys.argv[1]):
    case, way, figure, value = line.rstrip("\n").split("\t")
    table.setdefault((case, figure), {}).setdefault(way, []).append(value)


def median(values):
    try:
        return statistics.median(map(float, values))
    except (TypeError, ValueError):
        return None


def shown(values):
    middle = median(values) if values else None
    return "–" if not values else values[0] if middle is None else f"{middle:,.2f}".rstrip("0").rstrip(".")


def ratio(row, other):
    ours, theirs = median(row.get("gatehouse", [])) if row.get("gatehouse") else None, median(row[other]) if row.get(other) else None
    return f"{ours / theirs:.2f}" if ours is not None and theirs else "–"


for (case, figure), row in table.items():
    cells = [shown(row.get(way)) for way in ("direct", "haproxy", "pgbouncer", "gatehouse")]
    print("|", " | ".join([case, figure, *cells, ratio(row, "direct"), ratio(row, "pgbouncer")]), "|")
EOF
  masks_table
  if [ "$jmh" = yes ]; then
    echo
    echo "JMH, one fork, 3 s of warming up and 3 of measuring; medians where the unit is a time, allocation in bytes an operation; the aim where there is one."
    echo
    echo "| benchmark | score | unit | B/op | aim | |"
    echo "|---|---:|---|---:|---:|---|"
    python3 - "$work/jmh.json" <<'EOF'
import json
import sys

# Medians, in the unit of the benchmark.
AIMS = {
    "PolicyDecisionBenchmark.evaluated": 15,
    "PolicyDecisionBenchmark.remembered": 1,
    "ReadingsBenchmark.byForm": 2,
    "ReadingsBenchmark.byText": 2,
    "StatementAnalysisBenchmark.mysqlWithColumns": 500,
    "StatementAnalysisBenchmark.postgresWithColumns": 500,
}

for result in json.load(open(sys.argv[1])):
    name = ".".join(result["benchmark"].split(".")[-2:])
    params = ", ".join(f"{key}={value}" for key, value in result.get("params", {}).items())
    score = result["primaryMetric"]
    value = score["scorePercentiles"]["50.0"] if result["mode"] == "sample" else score["score"]
    secondary = result["secondaryMetrics"]
    allocated = next((value["score"] for key, value in secondary.items() if key.endswith("gc.alloc.rate.norm")), None)
    shown = "–" if allocated is None else f"{allocated:,.1f}"
    aim = AIMS.get(name)
    met = "" if aim is None else "met" if value <= aim else "MISSED"
    print(f"| {name}{f' ({params})' if params else ''} | {value:,.2f} | {score['scoreUnit']} | {shown} | {'' if aim is None else f'≤ {aim}'} | {met} |")
EOF
  fi
} >"$work/RESULTS.md"
cp "$work/RESULTS.md" benchmarks/RESULTS.md
say "written: benchmarks/RESULTS.md"
