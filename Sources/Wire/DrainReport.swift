/// What `renga-drain` says of the lines that it was given, in their order.
package enum DrainReport: Codable, Hashable, Sendable {
    /// So many more are there.
    case delivered(Int)
    /// So many more are given up.
    case dropped(Int)
    /// Why the next cannot be delivered now.
    case trouble(String)
}
