/// Where a dyno can be reached, for routes and probes: its engine says so, and nobody else makes one up.
package struct DynoEndpoint: Hashable, Sendable {
    /// IPv4 address in dotted form.
    package var address: String
    package var port: UInt16

    package init(address: String, port: UInt16) {
        self.address = address
        self.port = port
    }
}
