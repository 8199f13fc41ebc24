import Ledger
import Model
import Planning
import Wire

/// The app that a request is about, by what people call it.
struct NamedApp {
    private let context: Context

    init(_ context: Context) { self.context = context }

    /// - Returns: nobody's name where there is no such app: a name that an app had at first must not lead to it.
    /// - Throws: where it is a name that an app of theirs had before, and that will not do.
    func find<Asked: Request>(_ asked: AppName, for request: Asked) throws -> AppName {
        let isOfPrograms = request.needs == .platform
        let (now, former) = try context.ledger.read { db in
            // Our programs say the first name, which what they work on goes by.
            let now = try (isOfPrograms ? db.app(asked) : nil) ?? db.app(called: asked.shown)
            return try (now?.name, now == nil ? db.app(formerly: asked.shown)?.name : nil)
        }
        if let now { return now }
        guard let former else { return asked.nobodys }
        if isOfPrograms { return former }
        let role = try AppRoles(context.ledger).role(of: context.peer, in: former)
        guard role != nil || AccessPolicy.allows(context.peer, .view, as: role) else { return asked.nobodys }
        guard !Asked.followsRenames else { return former }
        let url = context.platform.gitURL(former)
        throw Failure(
            .notFound,
            "`\(asked)` is called `\(former)` now",
            hint: "say -a \(former); in a checkout: git remote set-url heroku \(url)"
        )
    }
}
