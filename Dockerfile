FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY main.go ./
COPY app app
COPY handlers handlers
COPY models models
COPY static static
COPY views views
RUN CGO_ENABLED=1 go build -trimpath -ldflags='-s -w' -o /trellis . \
 && mkdir /data

# The same Debian as above, since SQLite is linked against its C library.
FROM debian:bookworm-slim
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /trellis /usr/local/bin/
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
WORKDIR /data
VOLUME /data
ENV TRELLIS_ADDR=0.0.0.0:8080 \
    TRELLIS_DATABASE_URL=sqlite:/data/trellis.db
EXPOSE 8080
ENTRYPOINT ["trellis"]
CMD ["serve"]
