/// Which build of an app somebody means.
package enum BuildName: Hashable, Sendable, Codable {
    case number(Int64)
    case latest
    /// The one whose slug a release has.
    case release(Int)

    package static let rule = "a number such as 12, a release such as v3, or `latest`"

    /// `12`, `#12`, `v3`, `latest`.
    package init?(_ text: String) {
        if text == "latest" {
            self = .latest
            return
        }
        let digits = text.hasPrefix("#") || text.hasPrefix("v") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ ASCII.isDigit($0) }), let number = Int64(digits), number > 0 else { return nil }
        guard text.hasPrefix("v") else {
            self = .number(number)
            return
        }
        guard let version = Int(exactly: number) else { return nil }
        self = .release(version)
    }
}
