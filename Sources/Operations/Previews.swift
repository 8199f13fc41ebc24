import Ledger
import Linux
import Model

/// Apps that branches make: `feature--myapp`, with all that an app has but a repository, which is its parent's.
struct Previews {
    private let platform: Platform

    init(_ platform: Platform) { self.platform = platform }

    /// The branch that a ref makes a preview of, in words of its own.
    static func branch(of ref: RefName) -> String { ref.previewedBranch(all: true) ?? ref.short }

    /// Looks whether a push may make previews of all of these.
    func check(_ refs: [String], of app: AppName) throws {
        try platform.ledger.read { db in
            let parent = try db.existing(app)
            var names: [AppName: RefName] = [:]
            for text in refs {
                let ref = try ref(text, of: parent, db)
                // One that is there is called as it was, whatever its app is called by now.
                let there = try db.preview(of: parent.id, ref)
                let name = try there?.name ?? name(ref, of: parent)
                if let other = names.updateValue(ref, forKey: name) { throw taken(name, as: "that of `\(other.short)`", ref) }
                if there == nil { try checkFree(name, ref, parent, db) }
            }
            let known = Set(try db.previews(of: parent.id).map(\.name))
            try checkCount(known.union(names.keys).count, new: Set(names.keys).subtracting(known).count, parent)
        }
    }

    /// The preview of a ref, which is made where there is none.
    ///
    /// - Returns: whether nothing of it was released yet, and whether it was made now.
    func open(_ text: String, of app: AppName) throws -> (row: AppRow, isNew: Bool, isMade: Bool) {
        try platform.ledger.write { db in
            let (parent, now) = (try db.existing(app), Moment.wallMicroseconds())
            let ref = try ref(text, of: parent, db)
            if let row = try db.preview(of: parent.id, ref) { return (row, try db.lastPush(row.id) == nil, false) }
            let name = try name(ref, of: parent)
            try checkFree(name, ref, parent, db)
            try checkCount(try db.previews(of: parent.id).count + 1, new: 1, parent)
            try AppBelongings.clearWay(platform.root, for: name)
            let row = try db.insertPreview(name, of: parent, ref, uidBase: platform.configuration.users.appUIDBase, now: now)
            let branch = Self.branch(of: ref)
            let first: [(String, [String: String])] = [
                ("Initial release", [:]), ("Preview of \(HarmlessText.text(branch))", try config(of: name, branch, parent, db)),
            ]
            for (description, config) in first {
                let new = NewDeploy(
                    app: row.id,
                    kind: .initial,
                    state: .booting,
                    config: config,
                    description: description,
                    actor: parent.name.shown
                )
                _ = try db.release(try db.insertDeploy(new, now: now), now: now)
            }
            return (try db.existing(name), true, true)
        }
    }

    /// What it begins with: what was set for previews, and what Heroku tells review apps of themselves. Nothing of its app's own.
    private func config(of name: AppName, _ branch: String, _ parent: AppRow, _ db: Transaction) throws -> [String: String] {
        let own: [String: String?] = ["HEROKU_APP_NAME": name.text, "HEROKU_BRANCH": branch, "HEROKU_PARENT_APP_NAME": parent.name.shown]
        return try ConfigVars.changed(try db.previewConfig(parent.id), by: own)
    }

    private func ref(_ text: String, of parent: AppRow, _ db: Transaction) throws -> RefName {
        guard parent.preview == nil, let ref = RefName(text), !ref.isGarbled,
            ref.previewedBranch(all: try db.previewsAll(parent.id)) != nil
        else {
            throw Failure(
                .refused,
                "`\(HarmlessText.text(text))` makes no preview of `\(parent.name)`",
                hint: "push a branch to preview/NAME: git push heroku BRANCH:preview/NAME"
            )
        }
        return ref
    }

    private func name(_ ref: RefName, of parent: AppRow) throws -> AppName {
        guard let name = PreviewName.make(Self.branch(of: ref), of: parent.name) else {
            throw Failure(.internal, "`\(ref)` has no preview of `\(parent.name)`")
        }
        return name
    }

    private func checkFree(_ name: AppName, _ ref: RefName, _ parent: AppRow, _ db: Transaction) throws {
        if let other = try db.app(name) {
            guard let preview = other.preview else { throw taken(name, as: "an app of its own", ref) }
            // Another's that was called as this one is now.
            throw taken(name, as: preview.parent == parent.id ? "that of `\(preview.ref.short)`" : "another app's", ref)
        }
        for host in platform.hosts(name) {
            guard let domain = DomainName(host), try db.domain(domain) != nil else { continue }
            throw Failure(
                .conflict,
                "the preview of `\(Self.branch(of: ref))` would be served as \(host), which is a domain of an app",
                hint: "push it by another name: git push heroku BRANCH:preview/NAME"
            )
        }
    }

    private func taken(_ name: AppName, as what: String, _ ref: RefName) -> Failure {
        Failure(
            .conflict,
            "the preview of `\(ref.short)` would be `\(name)`, which is \(what)",
            hint: "push it by another name: git push heroku BRANCH:preview/NAME"
        )
    }

    private func checkCount(_ count: Int, new: Int, _ parent: AppRow) throws {
        let most = platform.configuration.preview.perAppMax
        guard new > 0, count > most else { return }
        throw Failure(
            .limit,
            most == 0
                ? "no previews are made here" : "`\(parent.name)` would have \(count) previews, and may have \(most)",
            hint: most == 0
                ? "the limit is `preview.per_app_max` in \(platform.root.configuration)"
                : "remove one: renga previews:destroy BRANCH -a \(parent.name); `renga previews -a \(parent.name)` lists them"
        )
    }
}
