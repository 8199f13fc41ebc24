import Model

/// A remote of the checkout that a command runs in, and the app that it stands for.
package struct GitRemote: Hashable, Sendable {
    /// Those that are looked at, in order.
    package static let names = ["heroku", "renga"]

    package let name: String
    package let url: String

    package init(name: String, url: String) {
        self.name = name
        self.url = url
    }

    /// The app that it stands for; nil where it is no remote of ours.
    ///
    /// `git@host:app.git`, `ssh://git@host:2222/app.git`, or a repository of an installation on this machine,
    /// `/var/lib/renga/repos/app.git`. An https remote is another platform's.
    package var app: AppName? {
        var path: Substring
        if url.hasPrefix("ssh://") {
            guard let slash = url.dropFirst(6).firstIndex(of: "/") else { return nil }
            path = url[slash...].dropFirst()
        } else if url.hasPrefix("file://") {
            return Self.local(url.dropFirst(7))
        } else if url.contains("://") {
            return nil
        } else if url.hasPrefix("/") || url.hasPrefix(".") {
            return Self.local(url[...])
        } else {
            guard let colon = url.firstIndex(of: ":") else { return nil }
            path = url[colon...].dropFirst()
        }
        if path.hasPrefix("/") { path = path.dropFirst() }
        if path.hasPrefix("~/") { path = path.dropFirst(2) }
        return Self.app(path)
    }

    /// Whether it is an app of this installation.
    ///
    /// - Parameters:
    ///   - host: what people type behind `ssh`.
    ///   - repositories: where they are on the machine.
    func leads(to host: String, _ repositories: String) -> Bool {
        let starts = [host + ":", host + "/", "ssh://\(host)/", repositories + "/", "file://\(repositories)/"]
        return app != nil && starts.contains { url.hasPrefix($0) }
    }

    /// Whether it is a repository of an installation on this machine, by its path: that has the name that the app had at first.
    package var isPath: Bool { url.hasPrefix("file://") || url.hasPrefix("/") || url.hasPrefix(".") }

    private static func local(_ path: Substring) -> AppName? {
        let parts = path.split(separator: "/")
        guard parts.count > 1, parts[parts.count - 2] == "repos", let last = parts.last, last.hasSuffix(".git") else {
            return nil
        }
        return app(last)
    }

    private static func app(_ text: Substring) -> AppName? {
        var name = text
        while name.hasSuffix("/") { name = name.dropLast() }
        if name.hasSuffix(".git") { name = name.dropLast(4) }
        return AppName(String(name))
    }

    /// The one app that the remotes stand for; nil where they stand for none.
    package static func app(among remotes: [GitRemote]) throws(Failure) -> AppName? {
        let known = remotes.compactMap { remote in remote.app.map { (remote: remote, app: $0) } }
        guard let first = known.first else { return nil }
        if let other = known.first(where: { $0.app != first.app }) {
            throw Failure(
                .invalid,
                "the git remotes name two apps: `\(first.remote.name)` is \(first.app), `\(other.remote.name)` is \(other.app)",
                hint: "say which: --app \(first.app), or --app \(other.app)"
            )
        }
        return first.app
    }
}
