import Model
import RequestBench
import Testing
import Wire

@Suite("Dokku's form: the app stands first") struct AppFirstTests {
    private let requests: RequestBench
    private let bench: Bench

    init() throws {
        requests = try RequestBench()
        bench = try Bench()
        bench.transport = requests
        try requests.release(of: try requests.app("flasky"), ["web": "serve", "worker": "work"])
    }

    @Test func `an app that exists is taken for one`() throws {
        #expect(try bench.run(["ps:scale", "flasky", "worker=2"]).errors == "Scaling dynos... done, now running worker at 2\n")
        #expect(try bench.run(["ps:scale", "flasky"]).output == "web=1 worker=2\n")
        #expect(
            try bench.run(["ps:restart", "flasky", "worker"]).errors.hasPrefix("Restarting worker of ⬢ flasky... done, 2 worker dynos")
        )
        #expect(try bench.run(["ps:wait", "flasky"]).status == 0)
    }

    @Test func `a word that is none is what the command makes of it`() throws {
        #expect(try bench.run(["ps:scale", "nothing", "web=2"]).errors.contains("`nothing` says no number"))
        #expect(
            try bench.run(["ps:restart", "nothing", "-a", "flasky"]).errors.contains("no process type `nothing`: there are web, worker")
        )
    }

    @Test func `a command's own word is no app where one is known anyway, or where nothing would be left of the command`() throws {
        try requests.app("gunicorn")
        bench.environment["RENGA_APP"] = "flasky"
        _ = try? bench.run(["run", "gunicorn", "--version"])
        #expect(!requests.runner.heard.contains { $0.hasPrefix("run --version") })
        bench.environment["RENGA_APP"] = nil
        let alone = try bench.run(["run", "gunicorn"])
        #expect(alone.errors.contains("no app is named"), "\(alone.errors)")
    }

    @Test func `a process type of the app that is known anyway is no app, though one has its name`() throws {
        try requests.release(of: try requests.app("worker"), ["web": "serve"])
        bench.environment["RENGA_APP"] = "flasky"
        _ = try bench.run(["ps:scale", "worker=1"])
        #expect(try bench.run(["ps:restart", "worker"]).errors.hasPrefix("Restarting worker of ⬢ flasky"))
    }
}
