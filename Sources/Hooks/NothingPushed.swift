import Linux
import Model
import Wire

/// A push that brought nothing: git says `Everything up-to-date` and no more, to somebody who mostly wanted a deploy.
struct NothingPushed {
    let root: InstallationRoot
    let key: Int64
    let app: AppName
    /// The app's, as it is pushed to.
    let url: String

    func say() {
        // For whoever may look: a deploy key's machine needs no more than git's own words.
        guard let facts = try? PatientClient(root, key: key).ask(DescribeApp(app: app)), let words = words(facts) else { return }
        StandardError.say(" !     \(words)")
    }

    /// nil: nothing runs yet.
    func words(_ facts: AppSummary) -> String? {
        guard let commit = facts.commit, let release = facts.release else { return nil }
        return "Nothing was pushed: \(app) runs \(commit.short) (v\(release)). To build it again: \(prefix) builds:create -a \(app)"
    }

    /// What stands before a command where the pusher types it.
    private var prefix: String {
        for end in [":\(app).git", "/\(app).git"] where url.hasSuffix(end) { return "ssh \(url.dropLast(end.count))" }
        return "renga"
    }
}
