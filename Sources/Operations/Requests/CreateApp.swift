import Ledger
import Linux
import Model
import Wire

/// The app's rows, its first two releases (so that the first deploy is v3, as on Heroku), its lock and its repository.
extension CreateApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        let name = try appName.map(Self.checked) ?? Self.unused(platform)
        let stack = try stack.map { try Self.stack($0, context) } ?? platform.configuration.defaultStack
        var repository = AppRepository(platform, name)
        // Before the transaction, which others wait for; a name that is taken is told from one that we may make one for.
        if try platform.ledger.read({ try $0.app(name) }) == nil { try repository.prepare() }
        do {
            try insert(name, on: stack, context, &repository)
        } catch {
            // The reason of the failure is the one to tell; the runner removes what stays when it starts.
            try? repository.giveUp()
            throw error
        }
        context.note("Create", of: name)
        context.runner.beginLog(name)
        context.runner.log(name, "Initial release by user \(context.peer.name)")
        context.runner.log(name, "Release v1 created by user \(context.peer.name)")
        context.runner.wake()
        return try platform.ledger.read { db in try AppDescription(platform).of(try db.existing(name), db) }
    }

    private static func stack(_ name: String, _ context: Context) throws -> String {
        let known = try context.runner.stacks()
        guard let found = known.first(where: { $0.name == name || $0.heroku == name }) else {
            throw Failure(.notFound, "there is no stack `\(name)`", hint: NearestWord.hint(for: name, among: known.map(\.name)))
        }
        return found.name
    }

    private func insert(_ name: AppName, on stack: String, _ context: Context, _ repository: inout AppRepository) throws {
        let (platform, now, visible) = (context.platform, Moment.wallMicroseconds(), try context.visibleApps())
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
                let owner = try db.app(id: row.app).map(\.name).flatMap { visible.contains($0) ? $0 : nil }
                throw Failure(
                    .conflict,
                    "an app `\(name)` would be served as \(host), which is a domain of \(owner.map { "the app \($0)" } ?? "another app")",
                    hint: "choose another name" + (owner.map { ", or remove the domain: renga domains:remove \(host) -a \($0)" } ?? "")
                )
            }
            let app = try db.insertApp(
                name,
                stack: stack,
                uidBase: platform.configuration.users.appUIDBase,
                now: now
            )
            try db.setOwner(app.id, context.peer.person)
            for description in ["Initial release", "Enable Logplex"] {
                let deploy = try db.insertDeploy(
                    NewDeploy(
                        app: app.id,
                        kind: .initial,
                        state: .booting,
                        config: [:],
                        description: description,
                        actor: context.peer.name
                    ),
                    now: now
                )
                _ = try db.release(deploy, now: now)
            }
            // Inside the transaction: an app without a lock or a repository is not an app.
            if let words = try AppLock(platform).make(name) { context.runner.note("put right: \(words)") }
            try repository.place()
        }
    }

    private static func checked(_ text: String) throws -> AppName {
        guard let name = AppName(text) else {
            throw Failure(.invalid, "`\(text)` cannot be an app's name", hint: "a name has \(AppName.rule)")
        }
        guard !text.contains(PreviewName.separator) else {
            throw Failure(
                .invalid,
                "`\(text)` cannot be an app's name: two dashes are for previews, `BRANCH--APP`",
                hint: "one is made by a push: git push heroku BRANCH:preview/NAME"
            )
        }
        return name
    }

    /// A name like Heroku's own, `quiet-harbor-52914`.
    private static func unused(_ platform: Platform) throws -> AppName {
        var random = SystemRandomNumberGenerator()
        let taken = try platform.ledger.read { try Set($0.appNames()) }
        for _ in 0..<100 {
            let first = firstWords.randomElement(using: &random) ?? "quiet"
            let second = secondWords.randomElement(using: &random) ?? "harbor"
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
