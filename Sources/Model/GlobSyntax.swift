/// What a glob may be, wherever one is read.
package enum GlobSyntax {
    /// Why a text cannot be a glob over the paths of an app; nil if it can.
    package static func problem(of text: String) -> String? {
        if text.isEmpty { return "it is empty" }
        if text.hasPrefix("/") { return "paths begin at the app's root, without a slash" }
        if text.split(separator: "/", omittingEmptySubsequences: false).contains(where: { $0 == ".." || $0 == "." }) {
            return "`.` and `..` are not possible"
        }
        if text.contains("//") { return "there are two slashes in a row" }
        var inClass = false
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if !inClass && scalar == "[" {
                inClass = true
            } else if inClass && scalar == "]" && index > 0 {
                inClass = false
            }
        }
        return inClass ? "the bracket `[` is not closed" : nil
    }
}
