import Model

extension ConfigurationKey {
    static var disk: [ConfigurationKey] {
        [
            .bytes(
                "disk.floor_bytes",
                \.disk.bytes,
                "Has to stay free: a push that would need it is refused, and an app that grows into it is stopped."
            ),
            .number("disk.floor_files", \.disk.files, 0...1_000_000_000, "The same in files (inodes)."),
        ]
    }
}
