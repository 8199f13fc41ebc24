import Model

/// From a push to a slug.
extension ConfigurationKey {
    static var git: [ConfigurationKey] {
        [
            .bytes("git.memory_bytes", \.git.memoryBytes, "Memory of one process of git, which unpacks pushes and packs fetches."),
            .seconds("git.cpu_seconds_max", \.git.cpuSecondsMax, "CPU time of one process of git."),
            .seconds("git.seconds_max", \.git.secondsMax, "A push up to its build, a fetch, or a packing of a repository, by the clock."),
            .bytes("git.push_bytes_max", \.git.pushBytesMax, "What one push may send, compressed."),
        ]
    }

    static var build: [ConfigurationKey] {
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
                "Weight against dynos, which have dyno.cpu_shares, where these leave nothing for long."
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
            .number(
                "build.at_once_max",
                \.build.atOnceMax,
                1...1000,
                "Builds at once, of all apps together; those that come after wait for their turn, and are told their place."
            ),
            .seconds("build.plan_seconds_max", \.build.planSecondsMax, "CPU time for the plan; by the clock, ten times as long."),
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
