#!/usr/bin/env bash
# Runs the micro-benchmarks: src/bench/jmh.sh [options of JMH] [names, as a regular expression]. "-h" tells the options;
# "-f 1 -wi 2 -i 3" is quick, "-prof gc" tells what is allocated.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mvn -q -B -Pbench -Djacoco.skip test-compile dependency:build-classpath -Dmdep.includeScope=test \
    -Dmdep.outputFile=target/jmh/class-path >&2
for folder in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [[ -x $folder/bin/java ]] && grep -qs '^JAVA_VERSION="2[5-9]' "$folder/release"; then
        exec "$folder/bin/java" -cp "target/jmh/test-classes:target/jmh/classes:$(<target/jmh/class-path)" org.openjdk.jmh.Main "$@"
    fi
done
echo "jmh.sh: no JDK 25 found" >&2
exit 1
