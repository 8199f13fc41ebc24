import Model

/// What goes to servers that people name.
extension ConfigurationKey {
    static var outgoing: [ConfigurationKey] {
        [
            .allowances(
                "outgoing.allow",
                \.outgoing.allow,
                "What drains reach on this machine and on local networks, as ADDRESS[/PREFIX]:PORT; nothing else of them is reached."
            ),
            .text("outgoing.ca_file", \.outgoing.caFile, "A file of CA certificates to know such servers by; empty: the machine's."),
            .number("outgoing.drains_max", \.outgoing.drainsMax, 0...100, "Log drains of an app; Heroku's limit."),
            .number("outgoing.drains_of_owner_max", \.outgoing.drainsOfOwnerMax, 0...10_000, "The same of all apps of one owner together."),
            .number(
                "outgoing.drains_on_machine_max",
                \.outgoing.drainsOnMachineMax,
                0...10_000,
                "The same of all apps together: each is a process, with about 2 MB of its own."
            ),
            .bytes(
                "outgoing.drain_bytes_max",
                \.outgoing.drainBytesMax,
                "Of an app's log that waits for one drain, on disk; what is more is dropped, counted and said (L10)."
            ),
        ]
    }
}
