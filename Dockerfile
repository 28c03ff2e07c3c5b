# The image is the static binary and nothing else; without git there is no --changed-since.
#
#   docker build --tag kubelint .                        from source
#   docker build --build-arg BINARY=prebuilt …           from target/image/ARCHITECTURE, as a release does
#   docker run --rm -v "$PWD:/work" kubelint check       reads what is mounted, writes nothing

# `source` or `prebuilt`; the other stage is not built.
ARG BINARY=source

FROM rust:1.95-alpine AS source
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked && cp target/release/kubelint /kubelint

FROM scratch AS prebuilt
ARG TARGETARCH
COPY target/image/${TARGETARCH}/kubelint /kubelint

FROM ${BINARY} AS binary

FROM scratch
ARG VERSION=dev
LABEL org.opencontainers.image.title="kubelint" \
      org.opencontainers.image.description="Checks Kubernetes manifests, offline" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.url="https://kubelint.dev" \
      org.opencontainers.image.source="https://github.com/kubelint/kubelint"
COPY --from=binary --chmod=0755 /kubelint /usr/local/bin/kubelint
# There is no /etc/passwd, so the user is a number: the one that images without a shell use as nobody.
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/usr/local/bin/kubelint"]
CMD ["--help"]
