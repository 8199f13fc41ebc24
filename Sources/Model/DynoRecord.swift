/// `dyno.json`, beside each dyno of this machine, so that a new runner finds out what it found. Fields are only ever added, with a
/// value for where they are absent: the runner that reads it may be older than the one that wrote it, or newer.
package struct DynoRecord: Hashable, Sendable, Codable {
    package static let currentVersion = 1

    /// Of the form. 1 as well for what was written before it was said.
    package var version = currentVersion
    package var spec: DynoSpec
    /// IPv4 address in dotted form.
    package var address: String

    package init(spec: DynoSpec, address: String) {
        self.spec = spec
        self.address = address
    }

    package var endpoint: DynoEndpoint { DynoEndpoint(address: address, port: spec.port) }

    private enum Key: CodingKey { case version, address }

    /// - Throws: where it is none, or one of another form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        version = try container.decodeIfPresent(Int.self, forKey: .version) ?? 1
        guard version == Self.currentVersion else {
            throw DecodingError.dataCorruptedError(forKey: .version, in: container, debugDescription: "version \(version) is not known")
        }
        address = try container.decode(String.self, forKey: .address)
        spec = try DynoSpec(from: decoder)
    }

    /// Side by side with what the dyno is.
    package func encode(to encoder: any Encoder) throws {
        try spec.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(version, forKey: .version)
        try container.encode(address, forKey: .address)
    }
}
