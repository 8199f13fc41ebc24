/// Dynos that somebody has waited for, and that are up now.
package struct DynosUp: Hashable, Sendable, Codable {
    /// How many, by process type.
    package var dynos: [String: Int]
    package var milliseconds: Int64
    /// Each of them had one before it that served until it did.
    package var isGapless: Bool

    package init(dynos: [String: Int], milliseconds: Int64 = 0, isGapless: Bool = false) {
        self.dynos = dynos
        self.milliseconds = milliseconds
        self.isGapless = isGapless
    }
}
