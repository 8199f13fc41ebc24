/// How a drain does, since the runner began.
package struct DrainState: Codable, Hashable, Sendable {
    /// Lines.
    package var delivered = 0
    package var dropped = 0
    /// Why nothing is delivered now, and since when.
    package var trouble: String?
    package var since: String?

    package init() {}
}
