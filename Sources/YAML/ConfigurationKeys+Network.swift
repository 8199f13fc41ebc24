import Model

extension ConfigurationKey {
    static var acme: [ConfigurationKey] {
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

    static var network: [ConfigurationKey] {
        [
            .text(
                "network.bridge",
                \.network.bridge,
                "The bridge that dynos hang on; at most 12 characters, one per installation.",
                .bridge
            ),
            .text("network.prefix", \.network.prefix, "The /16 of dynos and build steps, as its first two numbers.", .prefix),
            .texts(
                "network.name_servers",
                \.network.nameServers,
                "Name servers for dynos and builds; empty: the machine's.",
                .address
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
}
