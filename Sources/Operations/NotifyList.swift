import Ledger
import Linux
import Model
import Planning
import Wire

/// Who is told of what goes wrong, as somebody may see it.
struct NotifyList {
    private let context: Context
    /// nil: the machine.
    private let app: AppName?
    private let showsAll: Bool

    init(_ context: Context, _ app: AppName?) throws {
        self.context = context
        self.app = app
        let role = try app.flatMap { try AppRoles(context.ledger).role(of: context.peer, in: $0) }
        showsAll = AccessPolicy.allows(context.peer, app == nil ? .administer : .operate, as: role)
    }

    func summaries() throws -> [NotifySummary] {
        try context.ledger.read { db in
            if let app { _ = try db.existing(app) }
            return try db.notifyTargets(of: app)
        }.map(summary)
    }

    func summary(_ row: NotifyTargetRow) -> NotifySummary { Self.summary(row, showsAll: showsAll) }

    /// - Parameter showsAll: what lets one in as well.
    static func summary(_ row: NotifyTargetRow, showsAll: Bool) -> NotifySummary {
        var words = "?"
        var error = row.error
        switch row.target {
        case .success(let target): words = showsAll ? target.text : target.masked
        case .failure(let failure): error = "it cannot be read (\(failure.message)): remove it by its number, and add it again"
        }
        return NotifySummary(
            id: row.id,
            app: row.app,
            target: words,
            events: NotifyEvent.allCases.filter(row.events.contains),
            createdAt: Moment.text(row.createdAt),
            deliveredAt: row.deliveredAt.map(Moment.text),
            triedAt: row.triedAt.map(Moment.text),
            error: error,
            failingSince: row.failingSince.map(Moment.text),
            waiting: row.waiting,
            lost: row.lost
        )
    }

    /// Those that somebody names, by target or number.
    static func named(_ word: String, of app: AppName?, _ db: Transaction) throws -> [NotifyTargetRow] {
        if let app { _ = try db.existing(app) }
        let found = try db.notifyTargets(of: app).filter { row in
            // One that cannot be read is known by its number.
            let target = try? row.target.get()
            return "\(row.id)" == word || target?.text == word
        }
        guard !found.isEmpty else {
            // What was typed may have a password in it.
            throw Failure(
                .notFound,
                "\(app?.shown ?? "the machine") has nobody like that who is told",
                hint: "`renga notify \(scope(app))` lists them with their numbers"
            )
        }
        return found
    }

    /// As commands have it.
    static func scope(_ app: AppName?) -> String { app.map { "-a \($0)" } ?? "--machine" }
}
