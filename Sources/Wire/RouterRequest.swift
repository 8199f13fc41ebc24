import Model

/// What the runner says to the router over its socket, one JSON object a line.
package enum RouterRequest: Codable, Sendable, Hashable {
    /// Serve this from now on. Answered by `applied` with its version.
    case routes(RouteTable)
    /// Answered by `report`.
    case report
}
