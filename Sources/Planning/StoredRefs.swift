import Model

/// What is said of refs that do not deploy: of the first few each, of the others together.
package enum StoredRefs {
    package static let shownMax = 3
    package static let rule = "Only `main` and `master` deploy"

    /// - Parameter isBehind: whether what a ref names does not follow what `main` names, so that only force moves `main` there.
    package static func words(_ decision: PushPolicy.Decision, isBehind: (RefUpdate) -> Bool) -> [String] {
        kept(decision.stored, isBehind: isBehind) + turnedAway(decision.hidden) + stays(decision.twin)
    }

    private static func kept(_ updates: [RefUpdate], isBehind: (RefUpdate) -> Bool) -> [String] {
        let shown = updates.count > shownMax + 1 ? updates.prefix(shownMax) : updates[...]
        let rest = updates.dropFirst(shown.count)
        var lines = shown.map { words($0, isBehind: isBehind) }
        if !rest.isEmpty {
            let deleted = rest.filter(\.deletes).count
            let parts = [
                deleted < rest.count ? "\(rest.count - deleted) stored, skipping build" : nil, deleted > 0 ? "\(deleted) deleted" : nil,
            ].compactMap { $0 }
            lines.append("… and \(rest.count) more branches and tags: \(parts.joined(separator: ", ")).")
        }
        return lines
    }

    private static func words(_ update: RefUpdate, isBehind: (RefUpdate) -> Bool) -> String {
        if update.deletes { return "`\(update.ref.short)` was deleted; nothing was deployed." }
        let kind = update.ref.isBranch ? "Pushed to non-deploy branch" : "Pushed the tag"
        return "\(kind) `\(update.ref.short)`: stored, skipping build. \(rule):"
            + " \(command(update.ref, forced: isBehind(update)))"
    }

    private static func stays(_ twin: RefName?) -> [String] {
        guard let twin else { return [] }
        let other = twin == .main ? RefName.master : .main
        return ["`\(twin.short)` stays: it is another name of `\(other.short)` here, which the app runs from, and both are always there."]
    }

    private static func turnedAway(_ updates: [RefUpdate]) -> [String] {
        guard !updates.isEmpty else { return [] }
        let names = updates.prefix(shownMax).map { "`\($0.ref)`" }.joined(separator: ", ")
        let more = updates.count > shownMax ? " and \(updates.count - shownMax) more" : ""
        return ["Not taken, since only branches and tags are kept here: \(names)\(more)"]
    }

    /// What deploys a ref. A tag may be an annotated one, which no branch can name: its commit is pushed.
    package static func command(_ ref: RefName, forced: Bool) -> String {
        let name = ref.short.hasPrefix("-") || ref.short.hasPrefix("+") ? ref.text : ref.short
        let refspec = ref.isBranch ? "\(name):main" : "\(name)^{}:refs/heads/main"
        return "git push heroku \(ShellQuoting.quote((forced ? "+" : "") + refspec))"
    }
}
