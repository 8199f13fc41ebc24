/// A buildpack as people name it: one of the installation, or a classic one and where it is fetched from.
package struct BuildpackReference: Hashable, Sendable, Codable, CustomStringConvertible {
    package enum Place: Hashable, Sendable {
        /// A file or a folder in the installation's `buildpacks/`.
        case name(String)
        /// `heroku/python`: a name space and a name in it.
        case registry(String, String)
        case git(url: String, ref: String?)
        /// A tar archive, compressed by gzip.
        case archive(url: String)
    }

    /// Of an app, at most.
    package static let countMax = 10
    private static let bytesMax = 1000
    /// Where Heroku keeps archives of those that have a name; the first is asked for those of others.
    private static let registries = [
        "https://buildpack-registry.s3.amazonaws.com/buildpacks/", "https://codon-buildpacks.s3.amazonaws.com/buildpacks/",
    ]

    /// As it is kept and shown.
    package let text: String
    package let place: Place

    /// - Parameter typed: as on Heroku: `heroku/python`, `https://github.com/me/buildpack.git#v1`, `https://example.com/x.tgz`; or a
    ///   name of the installation's own.
    package init(_ typed: String) throws(Failure) {
        try self.init(typed, isKept: false)
    }

    /// - Parameter isKept: an older version took it. It is still shown and can be taken away; where it is fetched it is not found.
    private init(_ typed: String, isKept: Bool) throws(Failure) {
        let text = Self.plain(typed)
        guard (1...Self.bytesMax).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw Self.refusal(typed, "is no buildpack")
        }
        self.text = text
        place = try Self.place(of: text, typed)
        if !isKept { try Self.checkForm(place, typed) }
    }

    /// Heroku's own have its name before theirs.
    private static let official = ["ruby", "nodejs", "clojure", "python", "java", "gradle", "scala", "php", "go", "jvm"]

    /// - Parameter id: of the installation's, shown as Heroku shows its own of that name.
    package init(ofHeroku id: String) throws(Failure) { try self.init(Self.official.contains(id) ? "heroku/\(id)" : id) }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self), isKept: true)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// What two references have in common that mean the same.
    package var identity: String {
        switch place {
        case .name(let name): name
        case .registry(let space, let name): Self.isHeroku(space) ? name : Self.archive(space, name)
        case .git(let url, let ref): Self.bare(url) + (ref.map { "#\($0)" } ?? "")
        case .archive(let url): url
        }
    }

    /// Where Heroku's registry has an archive of one that it knows by a name space and a name.
    package static func archive(_ space: String, _ name: String) -> String { "\(registries[0])\(space)/\(name).tgz" }

    /// `python`, where it is Heroku's own buildpack of that name, and no certain version of it.
    package var officialName: String? {
        switch place {
        case .registry(let space, let name): return Self.isHeroku(space) ? name : nil
        case .git(let url, nil):
            let bare = Self.bare(url).lowercased()
            let prefix = "https://github.com/heroku/heroku-buildpack-"
            return bare.hasPrefix(prefix) ? String(bare.dropFirst(prefix.count)) : nil
        case .git, .name, .archive: return nil
        }
    }

    /// The buildpack of the days before there were several: it runs those that the app's `.buildpacks` lists.
    package var isMulti: Bool {
        switch place {
        case .registry(let space, "multi"): Self.isHeroku(space)
        case .git(let url, _): Self.bare(url).hasSuffix("/heroku-buildpack-multi") || Self.bare(url).hasSuffix(":heroku-buildpack-multi")
        case .registry, .name, .archive: false
        }
    }

    private static func isHeroku(_ space: String) -> Bool { ["heroku", "heroku-community"].contains(space) }

    /// Without what may stand at the end of a repository's URL or not.
    private static func bare(_ url: String) -> String {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        return url.hasSuffix(".git") ? String(url.dropLast(4)) : url
    }

    /// Older forms as today's.
    private static func plain(_ typed: String) -> String {
        var text = typed.trimmed
        if text.hasPrefix("urn:buildpack:") { text.removeFirst("urn:buildpack:".count) }
        for registry in registries where text.hasPrefix(registry) && text.hasSuffix(".tgz") {
            let name = text.dropFirst(registry.count).dropLast(4)
            // Those of others are what they are: archives.
            if name.split(separator: "/").count == 2, isHeroku(String(name.prefix { $0 != "/" })) { text = String(name) }
        }
        // GitHub has not answered it for years, and the files that say it are older.
        if text.hasPrefix("git://github.com/") { text = "https" + text.dropFirst("git".count) }
        return text
    }

    private static func place(of text: String, _ typed: String) throws(Failure) -> Place {
        if text.hasPrefix("/") || text.hasPrefix(".") || text.hasPrefix("file:") {
            throw refusal(
                typed,
                "is a place on a machine, and no buildpack is taken from any",
                "who owns the machine puts its folder into the installation's buildpacks/, where it is known by its name"
            )
        }
        if text.contains(":") { return try remote(text, typed) }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, parts.allSatisfy(isWord) { return .registry(parts[0], parts[1]) }
        guard NameRules.isIdentifier(text) else { throw refusal(typed, "is no buildpack") }
        return .name(text)
    }

    private static func remote(_ text: String, _ typed: String) throws(Failure) -> Place {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let url = parts[0]
        let ref = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
        let address: SubmoduleAddress
        do throws(SubmoduleAddress.Fault) {
            address = try SubmoduleAddress(url)
        } catch {
            throw refusal(typed, error.words)
        }
        guard address.isSSH || address.shown == url else {
            throw refusal(
                typed,
                "has a password in it, which everybody would read who sees the app's buildpacks",
                "leave it out, and give it to the app: config:set \(address.credentialVariable)=TOKEN"
            )
        }
        let path = path(url)
        guard path.hasSuffix(".tgz") || path.hasSuffix(".tar.gz") else {
            guard ref.map(isRef) ?? true else { throw refusal(typed, "names no branch, tag or commit behind its #") }
            return .git(url: url, ref: ref)
        }
        guard !address.isSSH else { throw refusal(typed, "is an archive, and those are fetched by https") }
        return .archive(url: url)
    }

    /// What an address ends in, for comparison: without a query and slashes, in lower case.
    private static func path(_ url: String) -> String {
        var path = (url.split(separator: "?").first ?? "").lowercased()
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// Forms of archives that no buildpack comes in; none of them names a repository.
    private static let otherForms = [
        ".zip", ".tar", ".tar.bz2", ".tbz", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar.lz", ".tar.lzma", ".tlz", ".tar.z",
        ".7z", ".rar",
    ]

    private static func checkForm(_ place: Place, _ typed: String) throws(Failure) {
        guard case .git(let url, _) = place, let form = otherForms.first(where: path(url).hasSuffix) else { return }
        throw refusal(
            typed,
            "is an archive of the form \(form), and those of buildpacks are .tgz",
            "pack it anew (tar czf buildpack.tgz bin), or name the repository: https://github.com/NAME/REPOSITORY#BRANCH"
        )
    }

    private static func isWord(_ text: String) -> Bool {
        !text.isEmpty && text.first != "-" && text.first != "."
            && text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-_.".utf8.contains($0) }
    }

    /// A branch, a tag or a commit; no option of git's fits.
    private static func isRef(_ text: String) -> Bool {
        text.first != "-" && text.first != "/" && !text.contains("..") && text.utf8.count <= 200
            && text.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "-_./+@".utf8.contains($0) }
    }

    private static func refusal(
        _ typed: String,
        _ words: String,
        _ hint: String = "write heroku/python, https://github.com/NAME/REPOSITORY#BRANCH, or the https address of a .tgz file"
    ) -> Failure {
        Failure(.invalid, "`\(SubmoduleAddress.shown(PathText.shown(Array(typed.prefix(200).utf8))))` \(words)", hint: hint)
    }
}
