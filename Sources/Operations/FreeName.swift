import Ledger
import Model
import Planning

/// A name that somebody wants for an app: whether they may have it.
struct FreeName {
    let name: AppName
    private let platform: Platform
    private let visible: VisibleApps
    /// The app that was called so before, where who asks manages it: they may give the name to another.
    private let theirs: Int64?

    /// Asks the ledger, and not while it is being written.
    init(_ text: String, _ context: Context) throws {
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
        self.name = name
        platform = context.platform
        visible = try context.visibleApps()
        let former = try context.ledger.read { try $0.app(formerly: text) }
        theirs = try former.flatMap { row in
            let role = try AppRoles(context.ledger).role(of: context.peer, in: row.name)
            return AccessPolicy.allows(context.peer, .manage, as: role) ? row.id : nil
        }
    }

    /// In the transaction that gives it to an app.
    /// - Parameter app: that is to have it; nil: it is being made.
    func check(_ db: Transaction, for app: AppRow? = nil) throws {
        let former = try db.app(formerly: name.text)?.id
        guard try db.app(called: name.text) == nil, former == nil || former == theirs || former == app?.id else {
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
    }
}
