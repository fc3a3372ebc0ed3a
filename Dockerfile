# docker build -t headgate:0.1.0 .     after ./mvnw package has made batch-app/target/batch-app.jar

FROM eclipse-temurin:17-jre AS layers
WORKDIR /layers
COPY batch-app/target/batch-app.jar batch-app.jar
RUN java -Djarmode=tools -jar batch-app.jar extract --layers --launcher --destination extracted

FROM eclipse-temurin:17-jre
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

# History, state and files that a flow writes. Mount a volume here, or all of it goes with the container.
ENV HEADGATE_HOME=/var/lib/headgate

# By number: Kubernetes refuses runAsNonRoot for a user that it knows by name only.
USER 10001:10001

# No shell in between, so that java is process 1 and gets the SIGTERM that lets it finish its chunk.
# Out of memory ends the process at once, with exit code 1 as long as no core is dumped: the rerun resumes.
# -XX:+ExitOnOutOfMemoryError would end it with 3, which means "runs elsewhere".
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+CrashOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "org.springframework.boot.loader.launch.PropertiesLauncher"]
CMD ["help"]
