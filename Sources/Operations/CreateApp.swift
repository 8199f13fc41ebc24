import Ledger
import Linux
import Model

/// `renga create`: the app's rows, its first two releases (so that the first deploy is v3, as on Heroku) and its repository.
package struct CreateApp {
    private let platform: Platform

    package init(_ platform: Platform) { self.platform = platform }

    /// Removes repositories whose making was cut short. Called when nobody makes one.
    package static func sweep(_ root: InstallationRoot) throws(SystemError) {
        for name in try Files.list(root.repositories) where name.hasPrefix(Repository.unfinished) {
            try Files.removeTree("\(root.repositories)/\(name)")
        }
    }

    package func run(name: String?, actor: String, random: inout some RandomNumberGenerator) throws -> AppName {
        let name = try name.map(Self.checked) ?? unused(&random)
        let now = Moment.wallMicroseconds()
        let repository = Repository(platform, name)
        // Before the transaction, which others wait for; a name that is taken is told from one that we may make one for.
        if try platform.ledger.read({ try $0.app(name) }) == nil { try repository.prepare() }
        do {
            try insert(name, actor, repository, now)
        } catch {
            // The reason of the failure is the one to tell; the runner removes what stays when it starts.
            try? repository.giveUp()
            throw error
        }
        return name
    }

    private func insert(_ name: AppName, _ actor: String, _ repository: Repository, _ now: Int64) throws {
        try platform.ledger.write { db in
            guard try db.app(name) == nil else {
                throw Failure(
                    .conflict,
                    "the name `\(name)` is already taken",
                    hint: "choose another; `renga apps` lists the apps there are"
                )
            }
            for host in platform.hosts(name) {
                guard let domain = DomainName(host), let row = try db.domain(domain) else { continue }
                let owner = try db.app(id: row.app)?.name.text ?? "?"
                throw Failure(
                    .conflict,
                    "an app `\(name)` would be served as \(host), which is a domain of the app \(owner)",
                    hint: "choose another name, or remove the domain: renga domains:remove \(host) -a \(owner)"
                )
            }
            let app = try db.insertApp(
                name,
                stack: platform.configuration.defaultStack,
                uidBase: platform.configuration.users.appUIDBase,
                now: now
            )
            for description in ["Initial release", "Enable Logplex"] {
                let deploy = try db.insertDeploy(
                    NewDeploy(
                        app: app.id,
                        kind: .initial,
                        state: .prepared,
                        config: [:],
                        description: description,
                        actor: actor
                    ),
                    now: now
                )
                _ = try db.commitDeploy(deploy, now: now)
            }
            // Inside the transaction: an app without a repository is not an app.
            try repository.place()
        }
    }

    private static func checked(_ text: String) throws -> AppName {
        guard let name = AppName(text) else {
            throw Failure(.invalid, "`\(text)` cannot be an app's name", hint: "a name has \(AppName.rule)")
        }
        return name
    }

    /// A name like Heroku's own, `quiet-harbor-52914`.
    private func unused(_ random: inout some RandomNumberGenerator) throws -> AppName {
        let taken = try platform.ledger.read { try Set($0.apps().map(\.name)) }
        for _ in 0..<100 {
            let first = Self.firstWords.randomElement(using: &random) ?? "quiet"
            let second = Self.secondWords.randomElement(using: &random) ?? "harbor"
            let number = Int.random(in: 10_000...99_999, using: &random)
            if let name = AppName("\(first)-\(second)-\(number)"), !taken.contains(name) { return name }
        }
        throw Failure(.conflict, "found no free name in 100 tries", hint: "choose one: `renga create NAME`")
    }

    private static let firstWords = [
        "quiet", "early", "amber", "silver", "gentle", "hidden", "misty", "autumn", "winter", "bright", "calm", "deep",
    ]
    private static let secondWords = [
        "harbor", "meadow", "river", "pine", "cloud", "stone", "field", "lantern", "garden", "bridge", "moon", "snow",
    ]
}
