import Glibc
import Linux
import Model
import Planning

/// A step of a plan, run here over files of its own, with doubles of the programs that it calls. Gone with this value.
final class StepTrial {
    let directory = "/tmp/renga-step-\(getpid())-\(Int.random(in: 100_000...999_999))"
    private let step: PlannedStep

    /// - Parameter programs: scripts; each call of one that is empty is a line of `calls`.
    init(_ step: PlannedStep, files: [String: String], programs: [String: String]) throws {
        self.step = step
        for folder in ["app", "bin", "tmp", "cache"] { try Files.makeDirectory("\(directory)/\(folder)") }
        for (name, text) in files {
            try Files.makeDirectory(Files.parent(of: "\(directory)/app/\(name)"))
            try Files.replace("\(directory)/app/\(name)", with: text)
        }
        for (name, text) in programs {
            let script = "#!/bin/bash\nprintf '%s\\n' \"\(name) ${*//$'\\n'/ }\" >> \(directory)/calls\n\(text)\n"
            try Files.replace("\(directory)/bin/\(name)", with: Array(script.utf8), mode: 0o755)
        }
    }

    // Best effort: a test's files in a temporary directory.
    deinit { try? Files.removeTree(directory) }

    func run(_ config: [String: String] = [:]) throws -> (succeeds: Bool, text: String) {
        let places = ["PATH": "\(directory)/bin:/usr/bin:/bin", "CACHE_DIR": directory + "/cache", "HOME": directory]
        let own = step.environment.mapValues { $0.replacing("/cache/", with: "\(directory)/cache/") }
        let seen = config.filter { step.sees(configVar: $0.key) }
        let command = Command(
            "/bin/bash",
            ["-e", "-o", "pipefail", "-c", "cd \(directory)/app\n" + step.script.replacing("/tmp/", with: "\(directory)/tmp/")],
            environment: own.merging(seen) { $1 }.merging(places) { $1 }
        )
        let result = try command.run()
        return (result.status.isSuccess, result.text)
    }

    /// How the doubles were called since the last time.
    func calls() throws -> [String] {
        guard Files.exists(directory + "/calls") else { return [] }
        defer { try? Files.remove(directory + "/calls") }
        return try Files.text(directory + "/calls").split(separator: "\n").map(String.init)
    }
}
