import Git
import Model

extension GitError {
    /// What the pusher is told: which file, which limit, and what to do.
    var failure: Failure {
        switch self {
        case .fileTooLarge, .checkoutTooLarge, .tooManyFiles, .tooDeep, .objectTooLarge:
            Failure(.limit, description, hint: "take it out of the commit; the limits are under `build` in config.yml")
        case .badLink(let path, _):
            Failure(.refused, description, hint: "remove it (`git rm \(ShellQuoting.quote(PathText.shown(path)))`), commit, and push again")
        case .badName, .notACommit: Failure(.refused, description, hint: "rename it, commit, and push again")
        case .cancelled: Failure(.cancelled, "the build was cancelled: the client went away")
        case .library, .notFound, .corrupt, .system:
            Failure(.internal, description, hint: "`git fsck` in your clone tells whether the commit is whole; then push again")
        }
    }
}
