# docker build -t headgate:0.1.0 .     after ./mvnw package has made batch-app/target/batch-app.jar
# --build-arg JAVA=25 starts faster still: docs/start-up.md

ARG JAVA=17

FROM eclipse-temurin:${JAVA}-jre AS layers
WORKDIR /layers
COPY batch-app/target/batch-app.jar batch-app.jar
RUN java -Djarmode=tools -jar batch-app.jar extract --layers --destination extracted

FROM eclipse-temurin:${JAVA}-jre
RUN groupadd --system --gid 10001 headgate \
 && useradd --system --uid 10001 --gid headgate --no-create-home --home-dir /var/lib/headgate --shell /usr/sbin/nologin headgate \
 && install --directory --owner=headgate --group=headgate --mode=0770 /var/lib/headgate

# The folder of the program; plugins/ is looked for here. Owned by root and never written to.
WORKDIR /opt/headgate
# From what changes least to what changes most, so that a new version is a small layer on top.
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./

# The classes that a run needs, read and verified by this java, beside the jars that they came from. In the stage that is run,
# because the JVM compares paths and times. It needs neither network nor a database, and leaves only its result.
COPY batch-app/src/main/scripts/fast-start.sh ./
RUN sh fast-start.sh --archive /opt/headgate

# History, state and files that a flow writes. Mount a volume here, or all of it goes with the container.
ENV HEADGATE_HOME=/var/lib/headgate

# By number: Kubernetes refuses runAsNonRoot for a user that it knows by name only.
USER 10001:10001

# No shell in between, so that java is process 1 and gets the SIGTERM that lets it finish its chunk.
# Out of memory ends the process at once, with exit code 1 as long as no core is dumped: the rerun resumes.
# -XX:+ExitOnOutOfMemoryError would end it with 3, which means "runs elsewhere".
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+CrashOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "@/opt/headgate/java.options"]
CMD ["help"]
