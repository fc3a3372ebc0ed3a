#!/bin/sh
# Builds the program and measures every table at its full size; the tables go to benchmarks/target/results.md.
# Arguments are passed on: rows=, runs=, work=, java=, jvm=, postgresql=. See: java -jar benchmarks/target/benchmarks.jar help
set -eu
cd "$(dirname "$0")/.."
./mvnw -q -B -pl batch-app,benchmarks -am package -DskipTests
rm -f benchmarks/target/results.md
exec java -jar benchmarks/target/benchmarks.jar all output=benchmarks/target/results.md "$@"
