import Model

/// What runs, and what it prints.
extension ConfigurationKey {
    static var dyno: [ConfigurationKey] {
        [
            .bytes(
                "dyno.memory_bytes",
                \.dyno.memoryBytes,
                "Memory of a dyno whose type has no size of its own (ps:type); as Heroku's Standard-1X."
            ),
            .sizes(
                "dyno.sizes",
                \.dyno.sizes,
                "Names of sizes for ps:type, beside amounts such as 1GB; shares of the processors grow with the memory."
            ),
            .number("dyno.cpu_shares", \.dyno.cpuShares, 2...262_144, "Weight against other dynos and builds."),
            .number("dyno.cpu_percent", \.dyno.cpuPercent, 0...100_000, "Percent of one CPU; 0: no ceiling."),
            .number(
                "dyno.processes_max",
                \.dyno.processesMax,
                8...100_000,
                "Processes and threads; as Heroku's Standard-1X."
            ),
            .number("dyno.open_files_max", \.dyno.openFilesMax, 64...1_000_000, "Open files of a process."),
            .bytes("dyno.disk_bytes_max", \.dyno.diskBytesMax, "What a dyno may write, /tmp included."),
            .number("dyno.disk_files_max", \.dyno.diskFilesMax, 1000...100_000_000, "Files that a dyno may write."),
            .bytes(
                "dyno.storage_bytes_max",
                \.dyno.storageBytesMax,
                "What an app's folders that stay (storage:add) may take; above it dynos have them to read alone."
            ),
            .number(
                "dyno.storage_snapshots_max",
                \.dyno.storageSnapshotsMax,
                0...1000,
                "Snapshots of one such folder, which come beside that; each may take as much as the folder."
            ),
            .seconds("dyno.boot_seconds_max", \.dyno.bootSecondsMax, "For a web dyno to listen on $PORT (R10)."),
            .seconds("dyno.stop_seconds_max", \.dyno.stopSecondsMax, "From SIGTERM to SIGKILL (R12)."),
            .seconds(
                "dyno.drain_seconds_max",
                \.dyno.drainSecondsMax,
                "For the last requests of an old dyno, before SIGTERM."
            ),
            .number("dyno.quantity_max", \.dyno.quantityMax, 1...10_000, "Dynos of one process type."),
            .number("dyno.one_offs_max", \.dyno.oneOffsMax, 1...1000, "One-off dynos of an app at once: `run`, `console`."),
            .seconds("dyno.one_off_seconds_max", \.dyno.oneOffSecondsMax, "For a one-off dyno, before SIGTERM; as Heroku's."),
            .milliseconds(
                "dyno.settle_milliseconds",
                \.dyno.settleMilliseconds,
                "A dyno without a port counts as up when it has lived this long."
            ),
            .seconds(
                "dyno.backoff_seconds_min",
                \.dyno.backoffSecondsMin,
                "Before the second restart of a crashed dyno; doubles from there."
            ),
            .seconds("dyno.backoff_seconds_max", \.dyno.backoffSecondsMax, "The longest pause between two restarts."),
            .number(
                "dyno.cycle_hours",
                \.dyno.cycleHours,
                0...8760,
                "A dyno that has been up for so long is replaced, without a gap; 24 is what Heroku does. 0: never."
            ),
            .seconds(
                "dyno.sleep_seconds_min",
                \.dyno.sleepSecondsMin,
                "The shortest time of ps:sleep, which puts apps without traffic to sleep."
            ),
        ]
    }

    static var logs: [ConfigurationKey] {
        [
            .bytes("logs.segment_bytes_max", \.logs.segmentBytesMax, "One file of an app's logs."),
            .number(
                "logs.segments_max",
                \.logs.segmentsMax,
                1...1000,
                "Files of an app's logs; the oldest goes first."
            ),
            .bytes("logs.line_bytes_max", \.logs.lineBytesMax, "Longer lines are cut into several; Heroku's limit."),
            .number(
                "logs.lines_per_second_max",
                \.logs.linesPerSecondMax,
                1...10_000_000,
                "Lines of one dyno; what is more is dropped, counted and said (L12)."
            ),
            .bytes("logs.bytes_per_second_max", \.logs.bytesPerSecondMax, "The same in bytes, as they stand in the log."),
            .seconds("logs.burst_seconds", \.logs.burstSeconds, "So many seconds' worth of both may come at once."),
            .bytes("logs.dyno_bytes_max", \.logs.dynoBytesMax, "A dyno's output that waits to be read; then the oldest goes."),
        ]
    }
}
