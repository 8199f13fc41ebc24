import Wire

/// A release that was made, in JSON.
struct ReleasePayload: Encodable {
    let version: Int?
    let message: String

    /// Of an answer, with Heroku's words for the line that says it is done: `, v5`.
    static func read(_ result: OperationResult, _ session: Session) throws -> (ReleasePayload, String) {
        guard case .release(let version, let message) = result else { throw session.unexpected }
        return (ReleasePayload(version: version, message: message), version.map { ", v\($0)" } ?? "")
    }
}
