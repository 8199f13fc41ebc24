import Glibc
import Linux
import Model

/// The git checkout that a command runs in, if it runs in one.
struct GitCheckout {
    private let directory: String
    private let environment: [String: String]

    init(_ surroundings: Surroundings) {
        directory = surroundings.directory
        var environment = surroundings.environment
        environment["PATH"] = environment["PATH"] ?? Command.plainPath
        environment["LC_ALL"] = "C.UTF-8"
        self.environment = environment
    }

    /// Those of the named remotes that there are.
    func remotes(_ names: [String]) -> [GitRemote] {
        names.compactMap { name in git(["remote", "get-url", name]).map { GitRemote(name: name, url: $0) } }
    }

    /// Those that may say which app is meant: the one that git's configuration names (`heroku.remote`), else `heroku` and `renga`, else
    /// whatever remotes are ours.
    func appRemotes(_ isOurs: (GitRemote) -> Bool) -> [GitRemote] {
        if let name = git(["config", "heroku.remote"]), let chosen = remotes([name]).first, chosen.app != nil { return [chosen] }
        let usual = remotes(GitRemote.names)
        guard usual.isEmpty else { return usual }
        let all = lines(["remote", "-v"]).compactMap { line -> GitRemote? in
            let words = line.split(whereSeparator: { $0 == "\t" || $0 == " " }).map(String.init)
            return words.count > 2 && words[2] == "(fetch)" ? GitRemote(name: words[0], url: words[1]) : nil
        }
        return all.filter(isOurs)
    }

    /// What deploys the branch that is checked out, as `git push` takes it, whichever it is.
    static let anyBranch = "HEAD:main"

    /// What deploys from here, as `git push` takes it: the branch that is checked out, under one of the two names that deploy.
    var deployed: String {
        // On no branch git does not guess what kind of name `main` is.
        guard let branch = git(["symbolic-ref", "--short", "-q", "HEAD"]), !branch.isEmpty else { return "HEAD:refs/heads/main" }
        return ["main", "master"].contains(branch) ? branch : ShellQuoting.quote("\(branch):main")
    }

    var remoteNames: [String] { lines(["remote"]) }

    /// Whether its configuration is ours to change.
    ///
    /// Not where root (by sudo) stands in somebody else's checkout: git would
    /// leave them a file of root's.
    var isOurs: Bool {
        guard let top = git(["rev-parse", "--show-toplevel"]), let status = Files.status(top) else { return false }
        return status.st_uid == geteuid()
    }

    func add(_ remote: GitRemote) -> Bool { git(["remote", "add", remote.name, remote.url]) != nil }

    func set(_ remote: GitRemote) -> Bool {
        remotes([remote.name]).isEmpty ? add(remote) : git(["remote", "set-url", remote.name, remote.url]) != nil
    }

    private func git(_ arguments: [String]) -> String? { output(arguments).map { $0.first ?? "" } }

    private func lines(_ arguments: [String]) -> [String] { output(arguments) ?? [] }

    /// What git printed; nil where it refused, which here always means "there is none".
    private func output(_ arguments: [String]) -> [String]? {
        let command = Command("/usr/bin/git", arguments, environment: environment, workingDirectory: directory)
        // Without git there is no checkout either.
        guard let outcome = try? command.run(), outcome.status.isSuccess else { return nil }
        return outcome.text.split(separator: "\n").map(String.init)
    }
}
