/// A full ref name, as git hands it to a hook.
package struct RefName: Hashable, Sendable, Codable, CustomStringConvertible {
    package static let deployBranches = [main.text, master.text]
    package static let main = RefName(known: "refs/heads/main")
    /// In every repository a symbolic ref to `main`: one branch under two names.
    package static let master = RefName(known: "refs/heads/master")
    /// Names of files end at 255 bytes, and git's lock of a ref is `NAME.lock`.
    private static let partBytesMax = 250

    package let text: String

    /// Accepts what `git check-ref-format` accepts, which is what keeps a ref from leaving `refs/`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.first == "refs", text.utf8.count <= 1024 else { return nil }
        for part in parts {
            guard !part.isEmpty, !part.hasPrefix("."), !part.hasSuffix(".lock"), !part.hasSuffix("."),
                part.utf8.count <= Self.partBytesMax
            else { return nil }
        }
        guard !text.contains(".."), !text.contains("@{") else { return nil }
        let forbidden = Array("\\ ~^:?*[".utf8)
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) }) else { return nil }
        self.text = text
    }

    private init(known text: String) { self.text = text }

    package var description: String { text }

    /// `main` and `master` deploy; every other ref is stored.
    package var deploys: Bool { Self.deployBranches.contains(text) }

    package var isBranch: Bool { text.hasPrefix("refs/heads/") }

    /// Branches and tags are kept; everything else is hidden from git's clients, and refused one by one.
    package var isKept: Bool { isBranch || text.hasPrefix("refs/tags/") }

    /// Whether git can keep both: a ref is a file, and cannot be a folder as well.
    package func isInTheWay(of other: RefName) -> Bool {
        text.hasPrefix(other.text + "/") || other.text.hasPrefix(text + "/")
    }

    package var short: String {
        for prefix in ["refs/heads/", "refs/tags/"] where text.hasPrefix(prefix) {
            return String(text.dropFirst(prefix.count))
        }
        return text
    }
}
