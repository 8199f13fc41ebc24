import Model

extension ConfigurationKey {
    /// Every key of `config.yml`, in the order in which the file shows them.
    static var all: [ConfigurationKey] { general + users + router + acme + network + disk + git + build + dyno + logs }

    private static var general: [ConfigurationKey] {
        [
            .text("domain", \.domain, "Apps are served as APP.<domain>: point a wildcard DNS record at this machine."),
            .port("url_port", \.urlPort, "The port in the URLs that are shown, where it is not router.http_port (~)."),
            .text("git_host", \.gitHost, "Where people push to and type commands, as ssh knows it; shown in hints."),
            .text(
                "default_stack",
                \.defaultStack,
                "The stack of apps that choose none: a file in stacks/ without .yml."
            ),
            .text(
                "layers",
                \.layers,
                "Where layers are kept; several installations may share one. Empty: layers/ in the root."
            ),
        ]
    }

    private static var users: [ConfigurationKey] {
        [
            .text("users.git", \.users.git, "Receives pushes; its home has the generated authorized_keys."),
            .text("users.router", \.users.router, "Runs the router, which parses what strangers send."),
            .number(
                "users.app_uid_base",
                \.users.appUIDBase,
                1000...4_000_000_000,
                "Each app gets a uid of its own from here on, and planning has the one below; keep the range free of other users."
            ),
        ]
    }

    private static var router: [ConfigurationKey] {
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

    private static var acme: [ConfigurationKey] {
        [
            .text("acme.directory", \.acme.directory, "The directory of the ACME server, as a URL."),
            .text("acme.email", \.acme.email, "Where the certificate authority writes to; may be empty."),
            .flag(
                "acme.agree_to_terms",
                \.acme.agreeToTerms,
                "You agree to the terms of service of that certificate authority; no certificate is asked for without."
            ),
            .word(
                "acme.challenge",
                \.acme.challenge,
                "How a name is shown to be ours: http-01 (port 80) or tls-alpn-01 (port 443)."
            ),
            .text("acme.key_algorithm", \.acme.keyAlgorithm, "prime256v1, secp384r1 or rsa."),
            .text("acme.ca_file", \.acme.caFile, "A file of CA certificates to know the ACME server by; empty: the machine's."),
            .seconds("acme.seconds_max", \.acme.secondsMax, "For one certificate."),
        ]
    }

    private static var network: [ConfigurationKey] {
        [
            .text(
                "network.bridge",
                \.network.bridge,
                "The bridge that dynos hang on; at most 12 characters, one per installation."
            ),
            .text("network.prefix", \.network.prefix, "The /16 of dynos and build steps, as its first two numbers."),
            .texts(
                "network.name_servers",
                \.network.nameServers,
                "Name servers for dynos and builds; empty: the machine's."
            ),
            .allowances(
                "network.allow",
                \.network.allow,
                "What dynos and builds reach on this machine and its local networks, as ADDRESS[/PREFIX]:PORT."
            ),
            .number(
                "network.connections_max",
                \.network.connectionsMax,
                16...65_000,
                "Open connections of one dyno or build, outwards, and as many inwards."
            ),
        ]
    }

    private static var build: [ConfigurationKey] {
        [
            .bytes(
                "build.checkout_bytes_max",
                \.build.checkoutBytesMax,
                "The files of a pushed commit together; Heroku's limit."
            ),
            .bytes("build.slug_bytes_max", \.build.slugBytesMax, "The compressed slug; Heroku's limit."),
            .bytes("build.file_bytes_max", \.build.fileBytesMax, "One file of a pushed commit."),
            .number("build.checkout_files_max", \.build.checkoutFilesMax, 1...10_000_000, "Files of a pushed commit."),
            .bytes(
                "build.memory_bytes",
                \.build.memoryBytes,
                "Memory of a build step; Heroku's build dynos have as much."
            ),
            .number(
                "build.cpu_percent",
                \.build.cpuPercent,
                0...100_000,
                "Percent of one CPU; 0: all that dynos leave."
            ),
            .number(
                "build.cpu_shares",
                \.build.cpuShares,
                2...262_144,
                "Weight against dynos, which have dyno.cpu_shares."
            ),
            .number(
                "build.processes_max",
                \.build.processesMax,
                16...100_000,
                "Processes and threads of a build step."
            ),
            .bytes("build.disk_bytes_max", \.build.diskBytesMax, "What one build step may write, the app's caches included."),
            .number("build.disk_files_max", \.build.diskFilesMax, 1000...100_000_000, "Files that it may write so."),
            .seconds("build.step_seconds_max", \.build.stepSecondsMax, "One build step; Heroku's limit for a build."),
            .seconds(
                "build.seconds_max",
                \.build.secondsMax,
                "A whole push, from its turn on: plan, steps, slug, release command and boot."
            ),
            .seconds("build.plan_seconds_max", \.build.planSecondsMax, "CPU time for the plan; by the clock, three times as long."),
            .bytes("build.plan_memory_bytes", \.build.planMemoryBytes, "Memory of the process that plans."),
            .bytes("build.log_bytes_max", \.build.logBytesMax, "A build log; beyond it, the middle is left out."),
            .seconds("build.release_seconds_max", \.build.releaseSecondsMax, "The release command; Heroku's limit."),
            .number(
                "build.releases_kept",
                \.build.releasesKept,
                1...10_000,
                "Slugs of an app that are kept to go back to; older ones leave the disk."
            ),
            .number("build.logs_kept", \.build.logsKept, 1...100_000, "Build logs of an app, beside those of kept releases."),
            .variables(
                "build.environment",
                \.build.environment,
                "Variables of every build step, such as PIP_INDEX_URL for a mirror. No secrets: plans show them."
            ),
            .text(
                "build.ca_bundle",
                \.build.caBundle,
                "A file of CA certificates that builds trust instead of the stack's, for networks with a CA of their own."
            ),
        ]
    }
}
