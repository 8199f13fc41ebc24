/// What is read of a request before it is known what it is.
package struct ControlHeading: Decodable, Sendable {
    /// nil: of the version before the first that says it.
    package var version: Int?
    package var request: String?
    package var key: Int64?
    package var origin: String?
}
