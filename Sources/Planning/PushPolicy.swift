import Model

/// One line that git hands to pre-receive: a ref and where it moves.
package struct RefUpdate: Hashable, Sendable {
    package let old: CommitID
    package let new: CommitID
    package let ref: RefName

    package init?(line: String) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let old = CommitID(String(words[0])), let new = CommitID(String(words[1])),
            let ref = RefName(String(words[2]))
        else { return nil }
        self.old = old
        self.new = new
        self.ref = ref
    }
}

/// What a push does: deploys, stores, or is refused.
package enum PushPolicy {
    package struct Decision: Hashable, Sendable {
        package var deploys: RefUpdate?
        package var stored: [RefUpdate] = []
    }

    package static func decide(_ updates: [RefUpdate]) throws(Failure) -> Decision {
        var decision = Decision()
        for update in updates {
            guard update.ref.deploys else {
                decision.stored.append(update)
                continue
            }
            guard !update.new.isZero else {
                throw Failure(
                    .refused,
                    "`\(update.ref.short)` is what the app runs from and cannot be deleted",
                    hint: "to take the app down use `ps:scale web=0`; to remove it, `destroy`"
                )
            }
            if let other = decision.deploys {
                throw Failure(
                    .refused,
                    "this push moves both `\(other.ref.short)` and `\(update.ref.short)`, and each would deploy",
                    hint: "push one of them at a time"
                )
            }
            decision.deploys = update
        }
        return decision
    }

    /// What is said of a ref that does not deploy.
    package static func words(forStored update: RefUpdate) -> String {
        if update.new.isZero { return "`\(update.ref.short)` was deleted; nothing was deployed." }
        let kind = update.ref.text.hasPrefix("refs/tags/") ? "Pushed the tag" : "Pushed to non-deploy branch"
        return "\(kind) `\(update.ref.short)`: stored, skipping build. Only `main` and `master` deploy:"
            + " git push heroku \(update.ref.short):main"
    }
}
