import Model

/// What git would refuse after the hook has let a push pass, found out before anything runs.
package enum PushObstacle {
    /// What the repository has, as far as a push meets it.
    package struct Repository: Hashable, Sendable {
        /// Refs that the push moves, and those whose names its names could meet.
        package var refs: [RefName: CommitID] = [:]
        /// The kinds of what branches move to: `commit`, `tag`, `tree`, `blob`.
        package var kinds: [CommitID: String] = [:]
        /// Whether all that the pushed commits lead to is there.
        package var isWhole = true
        /// Whether its history begins where a shallow clone's did.
        package var isShallow = false
        package var url = ""

        package init() {}
    }

    /// - Parameter tag: what is known of an annotated tag: its own name, and whether `main` can go to its commit without force.
    package static func find(
        in updates: [RefUpdate],
        _ repository: Repository,
        tag: (RefUpdate) -> (name: String, follows: Bool)?
    ) -> Failure? {
        let kept = updates.filter(\.ref.isKept)
        if !repository.isWhole { return missing(repository) }
        for update in kept where !update.deletes {
            if let failure = kind(update, repository, tag) { return failure }
            if let failure = clash(update, kept, repository) { return failure }
            if let failure = moved(update, repository) { return failure }
        }
        return nil
    }

    private static func kind(
        _ update: RefUpdate,
        _ repository: Repository,
        _ tag: (RefUpdate) -> (name: String, follows: Bool)?
    ) -> Failure? {
        guard update.ref.isBranch, let kind = repository.kinds[update.new], kind != "commit" else { return nil }
        guard kind == "tag", let (name, follows) = tag(update) else {
            return Failure(
                .refused,
                "what is pushed to `\(update.ref.short)` is no commit (\(kind) \(update.new.short))",
                hint: "push a commit: git push heroku \(ShellQuoting.quote("HEAD:\(update.ref)"))"
            )
        }
        let refspec = "\(follows ? "" : "+")\(name.hasPrefix("-") ? "refs/tags/" : "")\(name)^{}:\(update.ref)"
        return Failure(
            .refused,
            "`\(name)` is an annotated tag, and a branch such as `\(update.ref.short)` takes commits",
            hint: "push the commit: git push heroku \(ShellQuoting.quote(refspec))"
        )
    }

    private static func clash(_ update: RefUpdate, _ updates: [RefUpdate], _ repository: Repository) -> Failure? {
        let deleted = Set(updates.filter(\.deletes).map(\.ref))
        // What an app runs from has its two names, be they taken yet or not.
        let others =
            [RefName.main, .master] + updates.filter { !$0.deletes }.map(\.ref) + repository.refs.keys.filter { !deleted.contains($0) }
        guard let other = others.filter({ $0.isInTheWay(of: update.ref) }).min(by: { $0.text < $1.text }) else { return nil }
        let inner = other.text.utf8.count > update.ref.text.utf8.count ? other : update.ref
        let outer = inner == other ? update.ref : other
        let delete = "or delete the other first: git push heroku \(ShellQuoting.quote(":\(other)"))"
        return Failure(
            .refused,
            "git cannot keep `\(inner.short)` beside `\(outer.short)`: a name of a ref cannot be a folder of refs as well",
            hint: "choose another name" + (repository.refs[other] == nil || other.deploys ? "" : ", \(delete)")
        )
    }

    private static func moved(_ update: RefUpdate, _ repository: Repository) -> Failure? {
        let current = repository.refs[update.ref]
        guard current != update.old, !(current == nil && update.old.isZero) else { return nil }
        return Failure(
            .refused,
            "`\(update.ref.short)` has moved since this push began",
            hint: "look at what is there, and push again: git fetch heroku"
        )
    }

    private static func missing(_ repository: Repository) -> Failure {
        guard repository.isShallow else {
            return Failure(
                .refused,
                "objects that the pushed commits need are missing, here and in what was pushed",
                hint: "look for them in your repository: git fsck --full"
            )
        }
        return Failure(
            .refused,
            "what is pushed needs commits that are not here: this repository was filled from a shallow clone, and git does not send"
                + " what lies before that once more",
            hint: shallowWay(url: repository.url)
        )
    }

    /// How commits from before a shallow repository's beginning are pushed.
    package static func shallowWay(url: String) -> String {
        """
        push them from a shallow clone of your own:
        git clone --depth 1 "file://$PWD" ../shallow
        git -C ../shallow push --force \(ShellQuoting.quote(url)) HEAD:refs/heads/main
        """
    }
}
