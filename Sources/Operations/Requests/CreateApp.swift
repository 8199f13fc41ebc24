import Ledger
import Linux
import Model
import Wire

/// The app's rows, its first two releases (so that the first deploy is v3, as on Heroku), its lock and its repository.
extension CreateApp: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        let free = try FreeName(appName ?? Self.unused(platform), context)
        let (name, isTaken) = try platform.ledger.read { (try $0.firstName(of: free.name), try $0.app(called: free.name.text) != nil) }
        let stack = try stack.map { try Self.stack($0, context) } ?? platform.configuration.defaultStack
        var repository = AppRepository(platform, name)
        // Before the transaction, which others wait for; a name that is taken is told from one that we may make one for.
        if !isTaken { try repository.prepare() }
        do {
            try insert(name, free, on: stack, context, &repository)
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
        return try platform.ledger.read { db in try AppDescription(platform).of(try db.existing(name), sleep: nil, db) }
    }

    private static func stack(_ name: String, _ context: Context) throws -> String {
        let known = try context.runner.stacks()
        guard let found = known.first(where: { $0.name == name || $0.heroku == name }) else {
            throw Failure(.notFound, "there is no stack `\(name)`", hint: NearestWord.hint(for: name, among: known.map(\.name)))
        }
        return found.name
    }

    /// - Parameter name: with the first name that it gets.
    private func insert(
        _ name: AppName,
        _ free: FreeName,
        on stack: String,
        _ context: Context,
        _ repository: inout AppRepository
    ) throws {
        let (platform, now) = (context.platform, Moment.wallMicroseconds())
        try platform.ledger.write { db in
            try free.check(db)
            guard try db.app(name) == nil else {
                throw Failure(.conflict, "somebody else is making an app `\(name)`", hint: "the same again")
            }
            try db.takeFormerName(name.shown)
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

    /// A name like Heroku's own, `quiet-harbor-52914`.
    private static func unused(_ platform: Platform) throws -> String {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<100 {
            let first = firstWords.randomElement(using: &random) ?? "quiet"
            let second = secondWords.randomElement(using: &random) ?? "harbor"
            let number = Int.random(in: 10_000...99_999, using: &random)
            let name = "\(first)-\(second)-\(number)"
            if try platform.ledger.read({ db in try db.app(called: name) == nil && db.app(formerly: name) == nil }) { return name }
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
