import Glibc
import Ledger
import Linux
import Model
import Operations
import Testing

/// An installation's folder with a ledger of its own and one app.
final class PlatformFixture: Sendable {
    let platform: Platform
    let app: AppRow

    init(_ change: (inout Configuration) -> Void = { _ in }) throws {
        let path = "/tmp/renga-operations-\(getpid())-\(Int.random(in: 100_000...999_999))"
        let root = try #require(InstallationRoot(path))
        try Files.makeDirectory(path)
        var configuration = Configuration()
        change(&configuration)
        platform = Platform(root: root, configuration: configuration, ledger: try Ledger(root, as: .keeper))
        let name = try #require(AppName("shop"))
        app = try platform.ledger.write { try $0.insertApp(name, stack: "debian-13", uidBase: 20000, now: 1) }
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(platform.root.path)
    }

    static func commit(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }

    /// A deploy that waits for its ref, with a slug of the given layers where there are any.
    @discardableResult
    func deploy(
        _ commit: Character,
        _ state: DeployState = .prepared,
        kind: DeployKind = .push,
        layers: [(key: String, role: String)] = []
    ) throws -> Int64 {
        let digest = layers.isEmpty ? nil : "slug-\(layers.map(\.key).joined(separator: "-"))"
        let rows = layers.map { "{\"key\":\"\($0.key)\",\"role\":\"\($0.role)\",\"name\":\"x\"}" }.joined(separator: ",")
        let manifest = """
            {"format":1,"app":"shop","commit":"\(try Self.commit(commit).text)","stack":"debian-13","buildpack":"x","layers":[\(rows)],
            "processes":{"web":"run"},"environment":{},"versions":{}}
            """
        return try platform.ledger.write { db in
            if let digest { try db.insertSlug(digest, manifestJSON: manifest, bytes: 1, now: 1) }
            let new = NewDeploy(
                app: app.id,
                kind: kind,
                state: state,
                ref: kind == .push ? RefName("refs/heads/main") : nil,
                commit: kind == .push ? try Self.commit(commit) : nil,
                slug: digest,
                config: [:],
                description: "Deploy \(commit)",
                actor: "alice"
            )
            return try db.insertDeploy(new, now: 2)
        }
    }

    /// Brings what is pending to its end, with the branch at a commit.
    @discardableResult
    func settle(main: Character?) throws -> [String] {
        let target = try main.map { try Self.commit($0) }
        return try SettleDeploys(platform) { _, _ in target }.run(app.name)
    }

    func states() throws -> [DeployState] {
        try platform.ledger.read { db in try (1...100).lazy.map { try db.deploy($0) }.prefix { $0 != nil }.compactMap { $0?.state } }
    }

    func version(_ deploy: Int64) throws -> Int? { try platform.ledger.read { try $0.releaseVersion(ofDeploy: deploy) } }

    var current: Int64? { get throws { try platform.ledger.read { try $0.app(app.name)?.currentDeploy } } }
}
