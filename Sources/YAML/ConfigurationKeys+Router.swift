import Model

extension ConfigurationKey {
    static var router: [ConfigurationKey] {
        [
            .text(
                "router.address",
                \.router.address,
                "The address that is listened on; 127.0.0.1 behind another proxy."
            ),
            .number("router.http_port", \.router.httpPort, 1...65535, "HTTP."),
            .port("router.https_port", \.router.httpsPort, "HTTPS, where there is a certificate; ~: none."),
            .number("router.loops", \.router.loops, 0...256, "Event loops; 0: one for each CPU."),
            .number(
                "router.connections_max",
                \.router.connectionsMax,
                16...1_000_000,
                "Open connections of clients together."
            ),
            .milliseconds(
                "router.connect_milliseconds",
                \.router.connectMilliseconds,
                "For the TCP connection to a dyno (H19)."
            ),
            .milliseconds(
                "router.quarantine_milliseconds",
                \.router.quarantineMilliseconds,
                "A dyno that refused a connection gets no request for this long."
            ),
            .number(
                "router.connect_attempts_max",
                \.router.connectAttemptsMax,
                1...100,
                "Dynos tried for one request (H21)."
            ),
            .number(
                "router.backlog_per_dyno_max",
                \.router.backlogPerDynoMax,
                1...1_000_000,
                "Requests of an app under way, waiting ones included, for each of its web dynos (H11)."
            ),
            .milliseconds(
                "router.first_byte_milliseconds",
                \.router.firstByteMilliseconds,
                "From the end of a request to the first byte of its answer (H12)."
            ),
            .milliseconds(
                "router.idle_milliseconds",
                \.router.idleMilliseconds,
                "Without a byte in either direction once an answer has begun (H15, H28)."
            ),
            .milliseconds(
                "router.keep_alive_milliseconds",
                \.router.keepAliveMilliseconds,
                "An idle connection of a client is kept."
            ),
            .milliseconds(
                "router.dyno_idle_milliseconds",
                \.router.dynoIdleMilliseconds,
                "An idle connection to a dyno is used again, where the dyno's Keep-Alive header gives no other time."
            ),
            .milliseconds(
                "router.boot_wait_milliseconds",
                \.router.bootWaitMilliseconds,
                "A request waits while the first dynos start, or while its app is paused (H20)."
            ),
            .milliseconds(
                "router.drain_milliseconds",
                \.router.drainMilliseconds,
                "Requests of old dynos go on this long after a deploy, where their app says nothing else."
            ),
            .milliseconds(
                "router.upgrade_grace_milliseconds",
                \.router.upgradeGraceMilliseconds,
                "WebSockets of old dynos live on after a deploy."
            ),
            .bytes("router.request_line_bytes_max", \.router.requestLineBytesMax, "Method, path and version."),
            .bytes("router.header_line_bytes_max", \.router.headerLineBytesMax, "One header."),
            .number("router.headers_max", \.router.headersMax, 1...100_000, "Headers of a request."),
            .bytes("router.head_bytes_max", \.router.headBytesMax, "The whole head of a request, and of an answer."),
            .bytes(
                "router.access_log_bytes_max",
                \.router.accessLogBytesMax,
                "The access log is turned over at this size."
            ),
            .text(
                "router.metrics_address",
                \.router.metricsAddress,
                "ADDRESS:PORT where Prometheus reads /metrics, such as 127.0.0.1:9180; empty: only `renga router:metrics`."
            ),
            .texts(
                "router.trusted_peers",
                \.router.trustedPeers,
                "Addresses of proxies before us, whose X-Forwarded-* headers are believed."
            ),
        ]
    }
}
