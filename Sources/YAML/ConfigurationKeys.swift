import Model

extension ConfigurationKey {
    /// Every key of `config.yml`, in the order in which the file shows them.
    static var all: [ConfigurationKey] {
        general + users + router + acme + network + disk + git + build + dyno + logs + outgoing + keys + previews + notify
    }

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
            .bytes(
                "store_bytes_max",
                \.storeBytesMax,
                "What layers may take before those go at once that nothing names; below it they go when unused for a day."
            ),
            .mirrors(
                "mirrors",
                \.mirrors,
                "From where toolchains are fetched in place of their publishers, such as {https://nodejs.org/dist: https://mirror.lan/node}."
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
                "Each app gets a uid of its own from here on, and planning a free one below; keep the range free of other users."
            ),
        ]
    }
}
