/// Settings of git's that hold whatever a repository's own file says, as `name=value`.
package enum GitSettings {
    /// A larger file is streamed where its form allows it, never held whole; no setting makes git start a program.
    package static let reading = [
        "core.bigFileThreshold=1m", "core.packedGitWindowSize=16m", "core.packedGitLimit=64m", "core.deltaBaseCacheLimit=16m",
        "core.fsmonitor=false", "core.commitGraph=false", "safe.directory=*",
    ]

    /// For what packs: what it keeps in memory.
    package static let packing = [
        "pack.threads=1", "pack.windowMemory=64m", "pack.deltaCacheSize=32m", "core.bigFileThreshold=32m", "core.deltaBaseCacheLimit=16m",
    ]

    /// For what unpacks a push.
    package static func receiving(_ limits: Configuration.GitLimits) -> [String] {
        [
            "receive.maxInputSize=\(limits.pushBytesMax)", "pack.threads=1", "core.bigFileThreshold=1m", "core.deltaBaseCacheLimit=16m",
            "core.packedGitLimit=256m",
            // A name of the branch that the app runs from is not deleted: the hook is asked instead.
            "receive.procReceiveRefs=d:\(RefName.main)", "receive.procReceiveRefs=d:\(RefName.master)",
        ]
    }

    /// As git takes them from its environment, from where its own children have them as well.
    package static func variables(_ settings: [String]) -> [String: String] {
        var variables = ["GIT_CONFIG_COUNT": "\(settings.count)"]
        for (number, setting) in settings.enumerated() {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            variables["GIT_CONFIG_KEY_\(number)"] = parts[0]
            variables["GIT_CONFIG_VALUE_\(number)"] = parts.count > 1 ? parts[1] : ""
        }
        return variables
    }
}
