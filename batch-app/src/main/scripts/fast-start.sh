#!/bin/sh
# Makes a copy of Headgate that starts in about a third of the time: the jar unpacked, and beside it an archive of the
# classes that a run needs, read and verified (JDK 17 to 24: class data sharing; from JDK 25: an AOT cache).
#
#   fast-start.sh JAR FOLDER          unpacks JAR into the new FOLDER and makes the archive; then FOLDER/headgate flow=NAME
#   fast-start.sh --archive FOLDER    makes only the archive of an unpacked FOLDER, as the container image does
#
# The java is $JAVA_HOME/bin/java, else the one on the PATH, and FOLDER belongs to it. The JVM compares the archive with
# itself and with the jars: if one of them has changed, it says so on standard error and starts without the archive.
# docs/start-up.md has the numbers.
set -eu

fail() {
  echo "fast-start: $1" >&2
  exit 1
}

usage() {
  echo "usage: fast-start.sh JAR FOLDER | fast-start.sh --archive FOLDER" >&2
  exit 2
}

[ $# -eq 2 ] || usage

if [ -n "${JAVA_HOME:-}" ]; then
  java=$JAVA_HOME/bin/java
else
  java=$(command -v java) || fail "there is no java on the PATH, and JAVA_HOME is not set"
fi
version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
case $version in
  ''|1.*|*[!0-9]*) fail "cannot tell the version of $java" ;;
esac
[ "$version" -ge 17 ] || fail "$java is Java $version; Headgate needs 17 or newer"

# Nothing half made stays behind.
scratch=$(mktemp -d)
unpacked=
archiving=
cleanup() {
  rm -rf "$scratch"
  if [ -n "$archiving" ]; then rm -f "$archive" "$folder/java.options" "$folder/headgate"; fi
  if [ -n "$unpacked" ]; then rm -rf "$unpacked"; fi
}
trap cleanup EXIT
trap 'exit 1' HUP INT TERM

# Only a new folder is written to: a program may be running from the old one, and replacing a file that a JVM has mapped
# would end it.
if [ "$1" != --archive ]; then
  [ -f "$1" ] || fail "there is no $1"
  mkdir "$2" 2>/dev/null || fail "$2 cannot be made, or is there already: if nothing runs from it, remove it first"
  unpacked=$(cd "$2" && pwd)
  "$java" -Djarmode=tools -jar "$1" extract --layers --destination "$scratch/layers" >/dev/null
  for layer in dependencies spring-boot-loader snapshot-dependencies application; do
    if [ -d "$scratch/layers/$layer" ]; then cp -Rp "$scratch/layers/$layer/." "$unpacked/"; fi
  done
fi

folder=$(cd "$2" && pwd)
jar=$folder/batch-app.jar
archive=$folder/headgate.archive
[ -f "$jar" ] || fail "$folder holds no unpacked batch-app.jar"
[ ! -e "$archive" ] || fail "$folder has its archive already"
archiving=yes

# A flow into files, one into memory, one from CSV into a database, and their history: on data of its own, without the caller's variables,
# so that no real JobRepository and no real flow is touched.
mkdir "$scratch/in"
printf 'id,name,amount,day\n1,one,1.5,2026-01-01\n2,two,,2026-01-02\n' > "$scratch/in/rows.csv"
cat > "$scratch/config.toml" <<'TOML'
[sources.made]
name = "auto-generated-data"
config = { num_records = 2 }

[sources.read]
name = "csv"
config = { source_path = "in", file_pattern = "*.csv" }

[destinations.files]
method = "file"
target = "out"

[destinations.memory]
method = "memory"

[destinations.database]
method = "jdbc"
target = "jdbc:h2:file:./warehouse"

[[flows]]
from = "made"
to = "files"

[[flows]]
name = "tried"
from = "made"
to = "memory"

[[flows]]
from = "read"
to = "database"
TOML
rehearse() {
  (cd "$scratch" && env -i PATH="$PATH" HOME="$scratch" "$java" "$@") > "$scratch/log" 2>&1 || {
    cat "$scratch/log" >&2
    fail "$java made no archive"
  }
}

# A newer JVM makes classes of its own for each way to call something by reflection, which no archive holds, unless it is
# told to call as it does before the first few calls. No record is touched by reflection.
reflection=-Djdk.reflect.useNativeAccessorOnly=true

# G1 whatever the machine: only with it are objects archived too, and any collector can use them.
if [ "$version" -ge 25 ]; then
  use=-XX:AOTCache=
  # Without the profiles of a run of a few records: by them the optimising compiler would begin in the middle of the start.
  rehearse "$reflection" -XX:+UseG1GC -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
    -XX:AOTCacheOutput="$archive" -jar "$jar" 'flow=*'
else
  use=-XX:SharedArchiveFile=
  rehearse -XX:+UseG1GC -XX:DumpLoadedClassList="$scratch/classes" -jar "$jar" 'flow=*'
  rehearse -XX:+UseG1GC -Xshare:dump -XX:SharedClassListFile="$scratch/classes" -XX:SharedArchiveFile="$archive" -cp "$jar"
fi
[ -s "$archive" ] || fail "$java made no archive"

# What the JVM itself has to say goes to standard error: standard output carries results. The optimising compiler takes a
# method by its calls ten times later than it would, and a loop as early as ever: it leaves the start alone, and is there for
# the rows.
quoted() {
  printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"
}
cat > "$folder/java.options" <<OPTIONS
$(quoted "$use$archive")
-XX:Tier4InvocationThreshold=50000
-XX:Tier4MinInvocationThreshold=6000
-XX:Tier4CompileThreshold=150000
$reflection
-Xlog:all=off:stdout
-Xlog:all=warning:stderr
-jar
$(quoted "$jar")
OPTIONS
cat > "$folder/headgate" <<'LAUNCHER'
#!/bin/sh
# Written by fast-start.sh.
LAUNCHER
shell_quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}
echo "exec $(shell_quoted "$java") $(shell_quoted "@$folder/java.options") \"\$@\"" >> "$folder/headgate"
chmod +x "$folder/headgate"

# The proof that this java takes the program's classes from the archive.
rehearse "-Xlog:class+load:file=$scratch/loaded" "@$folder/java.options" version
grep -q 'io\.headgate\.BatchApplication source: shared objects file' "$scratch/loaded" \
  || fail "$java does not use the archive that it made; before 25 that is so if $folder has a space in its name"

unpacked=
archiving=
echo "$folder/headgate"
