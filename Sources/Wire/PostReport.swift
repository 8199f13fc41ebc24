/// What came of a `PostOrder`, as one line of JSON on standard output.
package enum PostReport: Codable, Hashable, Sendable {
    /// The server has answered with this.
    case status(Int)
    /// Why there is no answer.
    case trouble(String)
}
