import Model

/// One request over the control socket, as one line of JSON.
package struct ControlRequest<Asked: Request>: Codable, Sendable {
    package var version = ControlVersion.current
    package var request = Asked.name
    /// The key that the SSH shell was entered with. Believed only of the git user, whose only program is that shell.
    package var key: Int64?
    /// The address that the SSH connection comes from, for the list of what was done.
    package var origin: String?
    package var parameters: Asked

    package init(_ parameters: Asked, key: Int64? = nil, origin: String? = nil) {
        self.origin = origin
        self.parameters = parameters
        self.key = key
    }
}
