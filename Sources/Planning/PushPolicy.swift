import Model

/// What a push does: deploys, makes previews, stores, or is refused. By the names of its refs alone; what else git could refuse is in
/// `PushObstacle`.
package enum PushPolicy {
    package struct Decision: Hashable, Sendable {
        package var deploys: RefUpdate?
        /// Each deploys a preview. With `deploys` it is one push: all of them or none.
        package var previews: [RefUpdate] = []
        /// Deleted, and so are their previews, where there are any.
        package var retired: [RefUpdate] = []
        package var stored: [RefUpdate] = []

        /// All that is built, in this order.
        package var builds: [RefUpdate] { [deploys].compactMap { $0 } + previews }
        /// Neither branches nor tags: git refuses each of them by itself, and the rest goes on.
        package var hidden: [RefUpdate] = []
        /// One of the two names of what the app runs from, which a mirror deletes that has only the other: it stays.
        package var twin: RefName?
    }

    /// What moves every branch and tag that there is, and deletes none.
    private static let everything = "git push heroku '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*'"

    /// - Parameters:
    ///   - keepsTwin: whether who asks can keep one name of the branch while git is to delete it.
    ///   - previewsAll: every branch makes a preview.
    package static func decide(_ updates: [RefUpdate], keepsTwin: Bool = false, previewsAll: Bool = false) throws(Failure) -> Decision {
        var decision = Decision()
        if keepsTwin { decision.twin = twin(updates) }
        for update in updates {
            guard update.ref.isKept else {
                decision.hidden.append(update)
                continue
            }
            guard update.ref.deploys else {
                try decision.add(update, previewsAll)
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

extension PushPolicy.Decision {
    /// A branch or tag that the app does not run from.
    fileprivate mutating func add(_ update: RefUpdate, _ previewsAll: Bool) throws(Failure) {
        guard update.ref.previewedBranch(all: previewsAll) != nil else { return stored.append(update) }
        if update.deletes { return retired.append(update) }
        guard !update.ref.isGarbled else {
            // A branch that was not pushed for its preview is kept all the same.
            guard update.ref.isPreview else { return stored.append(update) }
            throw Failure(
                .refused,
                "the name of the branch `\(update.ref.short)` is no UTF-8 text, so that its preview can have no name",
                hint: "push it by another name: git push heroku BRANCH:preview/NAME"
            )
        }
        previews.append(update)
    }
}
