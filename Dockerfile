# docker build -t ferry .
# docker buildx build --platform linux/amd64,linux/arm64 -t ferry .
# docker run -p 2121:2121 -p 30000-30099:30000-30099 -v ferry:/data -e FERRY_USER=anna -e FERRY_PASSWORD=... ferry
#
# Passive transfers tell clients the container's own address unless FERRY_PASSIVE_ADDRESS names the one they can reach.

# The jar is the same for all processors, so it is built on that of the machine.
FROM --platform=$BUILDPLATFORM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml ./
COPY src/main src/main
RUN mvn -B -ntp -Dmaven.test.skip=true package \
    && mkdir /build/lib \
    && mv target/ferry.jar target/lib/*.jar /build/lib/

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Ferry" \
      org.opencontainers.image.description="An FTP daemon" \
      org.opencontainers.image.licenses="Apache-2.0"

# The application belongs to root and is read only for the daemon; all it writes is in /data.
RUN groupadd --gid 2121 ferry \
    && useradd --uid 2121 --gid ferry --no-create-home --home-dir /data --shell /usr/sbin/nologin ferry \
    && mkdir -p /data /opt/ferry \
    && chown ferry:ferry /data \
    && chmod 750 /data
WORKDIR /opt/ferry
COPY LICENSE ./
COPY bin bin
COPY docker docker
COPY conf conf
COPY --from=build /build/lib lib
# The AOT cache belongs to these jars and this JVM, so it is made here; without it a start takes twice as long.
RUN bin/ferry aot
# The certificate that is made at the first start stays in the volume. The grace ends before the ten seconds after which
# "docker stop" kills.
ENV FERRY_USERS_FILE=/data/users.properties \
    FERRY_PASSIVE_PORTS=30000-30099 \
    FERRY_TLS_SELF_SIGNED=/data/tls/self-signed.pem \
    FERRY_BAN_FILE=/data/bans \
    FERRY_HOOKS_SPOOL=/data/hooks-spool \
    FERRY_CONTROL_SOCKET=/data/run/ferry.sock \
    FERRY_HOOKS_SPOOL=/data/hooks-spool \
    FERRY_LEGACY_LISTEN="" \
    FERRY_SHUTDOWN_GRACE=8s

USER ferry
VOLUME /data
EXPOSE 2121 30000-30099
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s CMD ["/opt/ferry/docker/healthcheck"]
ENTRYPOINT ["/opt/ferry/docker/entrypoint"]
CMD ["serve"]
