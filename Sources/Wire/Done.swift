/// An answer that says no more than that it is done.
package struct Done: Codable, Hashable, Sendable {
    package init() {}
}
