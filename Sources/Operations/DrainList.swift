import Ledger
import Linux
import Model
import Planning
import Wire

/// Where an app's log goes, as somebody may see it.
struct DrainList {
    private let context: Context
    private let app: AppName
    private let showsAll: Bool

    init(_ context: Context, _ app: AppName) throws {
        self.context = context
        self.app = app
        let role = try AppRoles(context.ledger).role(of: context.peer, in: app)
        showsAll = AccessPolicy.allows(context.peer, .operate, as: role)
    }

    func all() throws -> [DrainSummary] { try context.ledger.read { try $0.drains($0.existing(app).id) }.map(summary) }

    func summary(_ row: DrainRow) -> DrainSummary {
        switch row.url {
        case .success(let url):
            return DrainSummary(
                token: row.token,
                url: showsAll ? url.description : url.masked,
                createdAt: Moment.text(row.createdAt),
                state: context.runner.drainState(row.token)
            )
        case .failure(let failure):
            var state = DrainState()
            state.trouble = "it cannot be read (\(failure.message)): remove it by its token, and add it again"
            return DrainSummary(token: row.token, url: "?", createdAt: Moment.text(row.createdAt), state: state)
        }
    }
}
