/// The versions that a text asks for, by one ecosystem's rules.
protocol VersionRange: Sendable {
    /// Nil where the text is no range by these rules. The text is trimmed and of bounded length.
    init?(_ text: String)

    /// Whether one release is asked for, which is named to the last number.
    func contains(_ version: String) -> Bool

    /// The versions that the text names: its answer changes at these, and where a number of theirs is one more.
    var named: [VersionNumber] { get }

    /// Whether a version that fits is nearer to what is meant than others that fit.
    func prefers(_ version: String) -> Bool
}

extension VersionRange {
    func prefers(_ version: String) -> Bool { true }
}
