import Glibc
import Ledger
import Linux
import Model

/// A ledger in a directory of its own, with one app.
final class LedgerFixture: Sendable {
    let directory: String
    let ledger: Ledger
    let app: AppRow

    init() throws {
        directory = "/tmp/renga-ledger-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(directory)
        ledger = try Ledger(path: directory + "/renga.db")
        app = try ledger.write { try $0.insertApp(AppName.named("shop"), stack: "debian-13", uidBase: 20000, now: 1) }
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(directory)
    }

    var path: String { directory + "/renga.db" }

    func deploy(_ state: DeployState = .prepared, config: [String: String] = [:], kind: DeployKind = .push) throws -> Int64 {
        try ledger.write { db in
            try db.insertDeploy(
                NewDeploy(app: app.id, kind: kind, state: state, config: config, description: "Deploy", actor: "alice"),
                now: 2
            )
        }
    }
}

extension AppName {
    static func named(_ text: String) throws -> AppName {
        guard let name = AppName(text) else { throw Failure(.internal, "`\(text)` is not an app name") }
        return name
    }
}
