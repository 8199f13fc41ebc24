/// The path of one file below an app's root, as plans and buildpacks name it.
package enum AppPath {
    private static let bytesMax = 1024

    /// Whether a text is one: relative, plain, and without a way out.
    package static func isFile(_ text: String) -> Bool {
        (1...bytesMax).contains(text.utf8.count) && !text.utf8.contains { $0 < 0x20 || $0 == 0x7F }
            && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !["", ".", ".."].contains($0) }
    }
}
