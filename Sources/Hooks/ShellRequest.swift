import Model
import Planning

/// What somebody who came in over SSH wants.
package enum ShellRequest: Hashable, Sendable {
    case push(AppName)
    case fetch(AppName)
    /// A command of the CLI.
    case command([String])
    case nothing

    package static func parse(_ text: String) throws(Failure) -> ShellRequest {
        var words = try ShellWords.split(text)
        guard let first = words.first else { return .nothing }
        if first == "git", words.count > 1 { words = ["git-" + words[1]] + words.dropFirst(2) }
        switch words[0] {
        case "git-receive-pack": return .push(try app(words))
        case "git-upload-pack": return .fetch(try app(words))
        case "git-lfs-transfer", "git-lfs-authenticate":
            throw Failure(
                .forbidden,
                "this server keeps no git-lfs objects: what git-lfs holds of the app is not part of a push",
                hint: """
                    git lfs migrate export --include="*" --everything    brings the files back into git, in new commits: push them with --force
                    git push --no-verify heroku main                     pushes the pointers, for a build step that fetches the files
                    """
            )
        case let word where word.hasPrefix("git-"):
            throw Failure(.forbidden, "`\(word)` is not offered here", hint: "push and fetch are")
        default: return .command(words)
        }
    }

    /// The app that a repository's path names: `myapp.git`, `/myapp.git` or `myapp`.
    private static func app(_ words: [String]) throws(Failure) -> AppName {
        guard words.count == 2 else { throw Failure(.invalid, "`\(words[0])` takes one repository") }
        var name = Substring(words[1])
        while name.hasPrefix("/") { name = name.dropFirst() }
        if name.hasPrefix("~/") { name = name.dropFirst(2) }
        while name.hasSuffix("/") { name = name.dropLast() }
        if name.hasSuffix(".git") { name = name.dropLast(4) }
        guard let app = AppName(String(name)) else {
            throw Failure(
                .invalid,
                "`\(words[1])` is not an app's repository",
                hint: "the remote ends in APP.git, where APP has \(AppName.rule)"
            )
        }
        return app
    }
}
