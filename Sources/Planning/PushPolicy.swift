import Model

/// What a push does: deploys, stores, or is refused. By the names of its refs alone; what else git could refuse is in `PushObstacle`.
package enum PushPolicy {
    package struct Decision: Hashable, Sendable {
        package var deploys: RefUpdate?
        package var stored: [RefUpdate] = []
        /// Neither branches nor tags: git refuses each of them by itself, and the rest goes on.
        package var hidden: [RefUpdate] = []
        /// One of the two names of what the app runs from, which a mirror deletes that has only the other: it stays.
        package var twin: RefName?
    }

    /// What moves every branch and tag that there is, and deletes none.
    private static let everything = "git push heroku '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*'"

    /// - Parameter keepsTwin: whether who asks can keep one name of the branch while git is to delete it.
    package static func decide(_ updates: [RefUpdate], keepsTwin: Bool = false) throws(Failure) -> Decision {
        var decision = Decision()
        if keepsTwin { decision.twin = twin(updates) }
        for update in updates {
            guard update.ref.isKept else {
                decision.hidden.append(update)
                continue
            }
            guard update.ref.deploys else {
                decision.stored.append(update)
                continue
            }
            if update.deletes, update.ref == decision.twin { continue }
            guard !update.deletes else { throw deletion(update, among: updates.count) }
            // `main` and `master` are one: a push of both is a push of one, where they go to the same commit.
            if let other = decision.deploys, other.new != update.new {
                throw Failure(
                    .refused,
                    "this push moves both `\(other.ref.short)` and `\(update.ref.short)`, which are one branch here, to different commits",
                    hint: "push one of them at a time: git push heroku main"
                )
            }
            if decision.deploys == nil || update.ref == .main { decision.deploys = update }
        }
        return decision
    }

    /// `main` alone is somebody's word that it is to go, and refused; `master` alone is what a mirror of a repository deletes that
    /// is up to date and has only `main`.
    private static func twin(_ updates: [RefUpdate]) -> RefName? {
        let own = updates.filter(\.ref.deploys)
        let deleted = own.filter(\.deletes).map(\.ref)
        guard deleted.count == 1, let one = deleted.first else { return nil }
        return own.count == 2 || one == .master ? one : nil
    }

    private static func deletion(_ update: RefUpdate, among count: Int) -> Failure {
        let other = update.ref == .main ? "master" : "main"
        guard count == 1 else {
            return Failure(
                .refused,
                "`\(update.ref.short)` is what the app runs from, as `\(other)` is, which is the same branch: it cannot be deleted",
                hint: "a mirror deletes what it does not have; push all there is instead:\n\(everything)"
            )
        }
        return Failure(
            .refused,
            "`\(update.ref.short)` is what the app runs from and cannot be deleted",
            hint: "to take the app down use `ps:scale web=0`; to remove it, `destroy`"
        )
    }
}
