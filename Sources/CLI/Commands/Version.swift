import Model

/// The command `renga version`.
struct Version: BareCommand {
    static let current = "0.1.0"
    static let declaration = Declaration(
        "version",
        .platform,
        50,
        "Show the version of this program",
        examples: ["renga version"]
    )

    /// The version, in JSON.
    private struct Payload: Encodable { let version: String }

    func run(_ session: Session) throws {
        try session.show(Payload(version: Self.current), ["renga \(Self.current)"])
    }
}
