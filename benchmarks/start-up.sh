#!/usr/bin/env bash
# Measures the whole process, from java to its exit code, for the flow `auto` with 2 records in a new folder: the plain jar, the
# jar unpacked, and unpacked with the archive of fast-start.sh; as well with C1 only, which is for short commands.
#
#   benchmarks/start-up.sh [ROUNDS [JAVA_HOME...]]      default: 5 rounds of the java on the PATH; needs ./mvnw package
#
# One round runs every variant once, so that a busy moment hits all of them. A ratio of two medians survives a noisy machine, a
# time does not; the CPU time (user + system, all threads) survives it better.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
jar=$root/batch-app/target/batch-app.jar
rounds=${1:-5}
shift || true
if [ $# -eq 0 ]; then
  set -- "$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')"
fi
[ -f "$jar" ] || { echo "$jar is not built" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cat > config.toml <<'TOML'
[sources.auto]
name = "auto-generated-data"
config = {}

[destinations.auto-dest]
method = "memory"

[[flows]]
from = "auto"
to = "auto-dest"
TOML

declare -A command=()
variants=()
add() {
  variants+=("$1")
  command[$1]=$2
}
for home in "$@"; do
  version=$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.version = //p')
  JAVA_HOME=$home "$root/batch-app/src/main/scripts/fast-start.sh" "$jar" "fast-$version" > launcher
  add "$version jar" "$home/bin/java -jar $jar"
  add "$version unpacked" "$home/bin/java -jar $scratch/fast-$version/batch-app.jar"
  add "$version archive" "$scratch/fast-$version/headgate"
  add "$version archive,C1" "$home/bin/java -XX:TieredStopAtLevel=1 @$scratch/fast-$version/java.options"
done

commit=$(git -C "$root" rev-parse --short HEAD || echo unknown)
[ -z "$(git -C "$root" status --porcelain --untracked-files=no)" ] || commit="$commit with changes"
echo "$(date -u +%F), Headgate $commit"
echo "$(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(uname -sr), load $(cut -d' ' -f1-3 /proc/loadavg)"
TIMEFORMAT='%R %U %S'
for ((round = 1; round <= rounds; round++)); do
  for variant in "${variants[@]}"; do
    rm -rf headgate-data
    # The time of the command alone comes last on standard error.
    { time ${command[$variant]} flow=auto > out 2> err; } 2> took || { cat out err >&2; exit 1; }
    grep -q '^stream_0 *2 *2 *0' out || { cat out err >&2; exit 1; }
    awk '{ printf "%.3f %.3f\n", $1, $2 + $3 }' took >> "times $variant"
  done
done
echo "load $(cut -d' ' -f1-3 /proc/loadavg), median of $rounds interleaved rounds"

median() {
  sort -n | awk '{ a[NR] = $1 } END { print NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2 }'
}
printf '%-24s %8s %8s %10s %8s %10s\n' java wall_s min_s of_the_jar cpu_s of_the_jar
for variant in "${variants[@]}"; do
  wall=$(cut -d' ' -f1 "times $variant" | median)
  least=$(cut -d' ' -f1 "times $variant" | sort -n | head -1)
  cpu=$(cut -d' ' -f2 "times $variant" | median)
  case $variant in *' jar') jar_wall=$wall jar_cpu=$cpu ;; esac
  awk -v v="$variant" -v w="$wall" -v m="$least" -v c="$cpu" -v jw="$jar_wall" -v jc="$jar_cpu" \
    'BEGIN { printf "%-24s %8.2f %8.2f %10.2f %8.2f %10.2f\n", v, w, m, w / jw, c, c / jc }'
done
