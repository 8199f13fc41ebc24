import Model
import RequestBench
import Testing
import Wire

@testable import CLI

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

    /// What is typed in flasky's checkout; `shop` and `worker` are apps as well.
    @Test(arguments: [
        ["ps:restart", "shop"], ["ps:restart", "shop", "web"], ["ps:stop", "shop", "web"], ["ps:scale", "shop", "web=0"],
        ["config:set", "shop", "A=1"], ["maintenance:on", "shop"], ["ps:pause", "shop"], ["rollback", "shop", "v3"], ["ps", "shop"],
    ]) func `a word that is another app than the one that is known is refused, and nothing is done`(words: [String]) throws {
        try requests.release(of: try requests.app("shop"), ["web": "serve"])
        bench.environment["RENGA_APP"] = "flasky"
        let before = requests.runner.heard
        let outcome = try bench.run(words)
        #expect(outcome.status == 2 && outcome.errors.contains("two apps are meant: `shop`, by the first word, and `flasky`"))
        #expect(outcome.errors.contains("say which: --app shop, or --app flasky"), "\(outcome.errors)")
        #expect(requests.runner.heard == before)
    }

    @Test func `of two apps by the remotes none is known, and a third by a word is none either`() throws {
        try requests.release(of: try requests.app("shop"), ["web": "serve"])
        try bench.git("init", "-q")
        try bench.git("remote", "add", "heroku", "git@apps.example.com:one.git")
        try bench.git("remote", "add", "renga", "git@apps.example.com:two.git")
        let outcome = try bench.run(["ps:restart", "shop"])
        #expect(outcome.status == 2 && outcome.errors.contains("the git remotes name two apps"), "\(outcome.errors)")
    }

    @Test func `the app that is known anyway may be said once more`() throws {
        bench.environment["RENGA_APP"] = "flasky"
        #expect(try bench.run(["ps:scale", "flasky", "worker=2"]).errors == "Scaling dynos... done, now running worker at 2\n")
        #expect(try bench.run(["ps:restart", "flasky", "worker"]).errors.hasPrefix("Restarting worker of ⬢ flasky... done"))
    }

    // MARK: the rule, over all commands

    private static func meaning(
        _ word: String,
        _ declaration: Declaration,
        _ count: Int,
        known: String? = nil,
        types: Set<String> = []
    ) throws -> FirstWord {
        let app = known.flatMap { AppName($0) }
        return try FirstWord.of(
            word,
            in: declaration,
            count: count,
            known: { app },
            isApp: { ["shop", "flasky", "web"].contains($0.text) },
            isTypeOfKnown: { _ in types.contains(word) }
        )
    }

    @Test func `no command takes a word for another app than the one that is known`() throws {
        for declaration in Catalogue.all.map({ $0.declaration }) { try check(declaration) }
    }

    private func check(_ declaration: Declaration) throws {
        for count in 1...4 {
            let meaning = try Self.meaning("shop", declaration, count, known: "flasky")
            let known = try Arguments.appName("flasky")
            #expect(meaning == .own || meaning == .other(than: known), "\(declaration.name) \(count): \(meaning)")
            #expect(try Self.meaning("web", declaration, count, known: "web", types: ["web"]) != .other(than: Arguments.appName("web")))
            // A type of the app that is known is one wherever types are taken.
            if declaration.takesAppFirst {
                #expect(try Self.meaning("web", declaration, count, known: "flasky", types: ["web"]) == .own)
                #expect(try Self.meaning("shop", declaration, count) == .app)
                #expect(meaning != .own)
            }
            #expect(try Self.meaning("nothing", declaration, count) == .own && Self.meaning("web.1", declaration, count) == .own)
            // What is about no app takes none.
            if !declaration.takesApp { #expect(try Self.meaning("shop", declaration, count) == .own) }
            // Nothing of a command is left where its only word is the app.
            if !declaration.takesAppFirst, count <= declaration.operandsMin {
                #expect(try Self.meaning("shop", declaration, count) == .own)
            }
        }
    }
}
