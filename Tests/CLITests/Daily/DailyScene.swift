import CLI
import Linux
import Model
import Planning
import RequestBench
import Wire

/// The installation of that hour: `flasky` runs, `wrk` has a worker alone, `hello` is another app, and to `empty` nothing was pushed.
final class DailyScene {
    let bench: Bench
    let requests: RequestBench

    init() throws {
        requests = try RequestBench()
        bench = try Bench()
        bench.transport = requests
        try bench.write("root/config.yml", "git_host: git@apps.example.com\ndomain: apps.example.com\n")
        _ = try requests.key("demo")
        let flasky = try requests.app("flasky")
        try requests.release(of: flasky, ["web": "gunicorn app:app", "worker": "work"], config: ["GREETING": "monde", "A": "1"])
        try requests.release(of: try requests.app("wrk"), ["worker": "work"])
        try requests.release(of: try requests.app("hello"), ["web": "serve"])
        _ = try requests.app("empty")
        requests.runner.set { script in
            script.dynos = ["web.1", "worker.1"].map { name in
                DynoSummary(
                    name: name,
                    type: String(name.prefix { $0 != "." }),
                    state: "up",
                    release: 1,
                    command: "serve",
                    since: "2026-11-23T18:00:00.000000+00:00",
                    candidate: false
                )
            }
        }
    }

    func run(_ row: DailyRow) throws -> Bench.Outcome {
        if row.typed.hasSuffix(" empty") { requests.runner.set { $0.dynos = [] } }
        var words = try ShellWords.split(row.typed)
        if row.place != .machine {
            bench.environment["RENGA_KEY"] = "1"
            bench.environment["SSH_ORIGINAL_COMMAND"] = row.typed
            if row.place == .client { words = ["--client"] + words }
            words = ["--root", bench.root.path] + words
        }
        return try bench.run(words, input: row.input)
    }
}
