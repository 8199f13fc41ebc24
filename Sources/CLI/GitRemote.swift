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

    /// A machine, so far as a remote's words say which.
    package enum Place: Hashable, Sendable {
        case here
        /// Another installation, by its folder of repositories.
        case folder(String)
        case host(String)

        var words: String {
            switch self {
            case .here: "on this machine"
            case .folder(let path): "in \(path)"
            case .host(let name): "at \(name)"
            }
        }
    }

    /// - Parameters: as of `leads`.
    package func place(host: String, _ repositories: String) -> Place {
        if isPath {
            let path = url.hasPrefix("file://") ? String(url.dropFirst(7)) : url
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
            return folder == repositories ? .here : .folder(folder)
        }
        let name = Self.host(of: url)
        return name == Self.host(of: host + ":") ? .here : .host(name)
    }

    /// Without the user, whom each person may write otherwise, and without the port that everybody has.
    private static func host(of url: String) -> String {
        var name = url[...]
        if name.hasPrefix("ssh://") {
            name = name.dropFirst(6).prefix { $0 != "/" }
        } else {
            name = name.prefix { $0 != ":" }
        }
        if let at = name.lastIndex(of: "@") { name = name[at...].dropFirst() }
        for ending in [":", ":22"] where name.hasSuffix(ending) { name = name.dropLast(ending.count) }
        return name.lowercased()
    }

    /// A remote, the name that its app has now, and where it leads.
    package struct Lead: Sendable {
        let remote: String
        let app: AppName
        let place: Place

        package init(remote: String, app: AppName, place: Place) { (self.remote, self.app, self.place) = (remote, app, place) }
    }

    /// The one app that the remotes stand for; nil where they stand for none. One name on two machines is two apps.
    package static func app(among leads: [Lead]) throws(Failure) -> AppName? {
        guard let first = leads.first else { return nil }
        if let other = leads.first(where: { $0.app != first.app }) {
            throw Failure(
                .invalid,
                "the git remotes name two apps: `\(first.remote)` is \(first.app), `\(other.remote)` is \(other.app)",
                hint: "say which: --app \(first.app), or --app \(other.app)"
            )
        }
        if let other = leads.first(where: { $0.place != first.place }) {
            let both = [first, other].map { "`\($0.remote)` is \($0.app) \($0.place.words)" }.joined(separator: ", ")
            throw Failure(
                .invalid,
                "the git remotes name two apps: \(both)",
                hint: "commands here are about this machine: --app \(first.app) is its \(first.app)"
            )
        }
        return first.app
    }
}
