/// A folder of an app's that stays: what is written there outlives the dyno. Part of a release, as config vars are.
package struct StorageFolder: Hashable, Sendable, Codable {
    /// Of one app.
    package static let countMax = 20
    package static let pathBytesMax = 256

    package let name: String
    /// Where dynos have it: absolute, without a slash at its end.
    package let path: String
    /// The process types whose dynos have it, beside one-off dynos and release commands; nil: all.
    package let types: [String]?

    /// - Parameters:
    ///   - name: such as `data`.
    ///   - path: such as `/app/data`.
    package init(name: String, path: String, types: [String]? = nil) throws(Failure) {
        guard NameRules.isIdentifier(name), name.utf8.count <= 32 else {
            throw Failure(
                .invalid,
                "`\(HarmlessText.text(name))` cannot be the name of a folder",
                hint: "a name has up to 32 of a-z, 0-9, `-`, `.` and `_`, and begins with a letter or a digit: \(Self.example)"
            )
        }
        self.name = name
        self.path = try Self.checked(path)
        self.types = types.map { Array(Set($0)).sorted() }
    }

    /// - Parameter text: `data:/app/data`.
    package init(_ text: String, types: [String]? = nil) throws(Failure) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw Failure(.invalid, "`\(HarmlessText.text(text))` is no NAME:/PATH", hint: "such as: \(Self.example)")
        }
        guard !parts[0].contains("/") else {
            throw Failure(
                .invalid,
                "`\(HarmlessText.text(parts[0]))` is a path, and a folder has a name",
                hint: "where it is on the machine is Renga's: \(Self.example)"
            )
        }
        try self.init(name: parts[0], path: parts[1], types: types)
    }

    private static let example = "renga storage:add data:/app/data"

    package func serves(_ type: String) -> Bool { types?.contains(type) ?? true }

    /// Whether one is the other, or is in it.
    package func overlaps(_ other: StorageFolder) -> Bool {
        path == other.path || path.hasPrefix(other.path + "/") || other.path.hasPrefix(path + "/")
    }

    /// Whether what an app writes there lies in it.
    ///
    /// - Parameter written: as the app's files say it: absolute, or from `/app` on.
    package func holds(_ written: String) -> Bool {
        var parts: [Substring] = written.hasPrefix("/") ? [] : ["app"]
        for part in written.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let whole = "/" + parts.joined(separator: "/")
        return whole == path || whole.hasPrefix(path + "/")
    }

    /// What a dyno consists of, and what goes with it by design.
    private static let kept: Set<String> = [
        "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "opt", "proc", "root", "run", "sbin", "sys", "tmp", "usr",
    ]

    private static func checked(_ text: String) throws(Failure) -> String {
        let shown = HarmlessText.text(text)
        func refusal(_ why: String) -> Failure { Failure(.invalid, "`\(shown)` \(why)", hint: "such as: \(example)") }
        guard text.hasPrefix("/") else { throw refusal("does not begin with a slash: the path is the one that dynos see") }
        guard text.utf8.count <= pathBytesMax else { throw refusal("is longer than \(pathBytesMax) bytes") }
        var path = text[...]
        while path.hasSuffix("/"), path.count > 1 { path.removeLast() }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = path.utf8.allSatisfy { ASCII.isAlphanumeric($0) || "/-._+@".utf8.contains($0) }
        guard isPlain, !parts.contains(where: { $0 == "." || $0 == ".." || ($0.isEmpty && path != "/") }) else {
            throw refusal("is no plain path: letters, digits and -._+@ between single slashes, no `.` and no `..`")
        }
        guard path != "/", path != "/app" else { throw refusal("is the release itself, which a folder would hide: take one in it") }
        if let top = parts.first, kept.contains(String(top)) {
            throw refusal("is in /\(top), which a dyno needs as it is: take one in /app, or one of its own such as /data")
        }
        return String(path)
    }

    private enum CodingKeys: CodingKey { case name, path, types }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            name: try values.decode(String.self, forKey: .name),
            path: try values.decode(String.self, forKey: .path),
            types: try values.decodeIfPresent([String].self, forKey: .types)
        )
    }
}
