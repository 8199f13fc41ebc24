/// What `store:gc` has removed.
package struct StoreSweep: Hashable, Sendable, Codable {
    package var count = 0
    /// On disk.
    package var bytes: Int64 = 0

    package init() {}
}
