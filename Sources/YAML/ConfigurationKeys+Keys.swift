import Model

/// A team's keys.
extension ConfigurationKey {
    static var keys: [ConfigurationKey] {
        [
            .text(
                "keys.file",
                \.keys.file,
                "A file that lists a team's keys (docs/keys.md); empty: none. It is read as nobody, not as root."
            ),
            .text("keys.command", \.keys.command, "In its place a program that prints them, by its absolute path, and its arguments."),
            .number("keys.minutes", \.keys.minutes, 0...100_000, "Between two looks at it; 0: at `keys:sync` alone."),
            .number("keys.seconds_max", \.keys.secondsMax, 1...600, "A look that takes longer changes nothing."),
        ]
    }
}
