/// A full ref name, as git hands it to a hook.
package struct RefName: Hashable, Sendable, Codable, CustomStringConvertible {
    package static let deployBranches = ["refs/heads/main", "refs/heads/master"]

    package let text: String

    /// Accepts what `git check-ref-format` accepts, which is what keeps a ref from leaving `refs/`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, parts.first == "refs", text.utf8.count <= 1024 else { return nil }
        for part in parts {
            guard !part.isEmpty, !part.hasPrefix("."), !part.hasSuffix(".lock"), !part.hasSuffix(".") else { return nil }
        }
        guard !text.contains(".."), !text.contains("@{") else { return nil }
        let forbidden = Array("\\ ~^:?*[".utf8)
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !forbidden.contains($0) }) else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// `main` and `master` deploy; every other ref is stored.
    package var deploys: Bool { Self.deployBranches.contains(text) }

    package var short: String {
        for prefix in ["refs/heads/", "refs/tags/"] where text.hasPrefix(prefix) {
            return String(text.dropFirst(prefix.count))
        }
        return text
    }
}
