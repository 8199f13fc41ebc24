/// What every refusal says: what and which (`message`), and what next (`hint`).
package struct Failure: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Closed, so that programs branch on codes and never on text.
    package enum Code: String, Sendable, Codable, CaseIterable {
        case invalid, notFound, conflict, forbidden, busy, refused, buildFailed, bootFailed, cancelled, limit, unavailable
        case `internal`

        /// The exit status of a program that ends with this: 1 ours, 2 usage, 20s refused, 30s build, 40s start, 60s state.
        package var exitStatus: Int32 {
            switch self {
            case .internal: 1
            case .invalid: 2
            case .notFound: 20
            case .conflict: 21
            case .forbidden: 22
            case .refused: 23
            case .limit: 24
            case .buildFailed: 30
            case .cancelled: 31
            case .bootFailed: 40
            case .busy: 60
            case .unavailable: 61
            }
        }
    }

    package var code: Code
    package var message: String
    /// The next step, a sentence or a command; may have several lines.
    package var hint: String?
    /// Evidence: the app's last lines, or the offending line of a file.
    package var detail: [String]

    package init(_ code: Code, _ message: String, hint: String? = nil, detail: [String] = []) {
        self.code = code
        self.message = message
        self.hint = hint
        self.detail = detail
    }

    package var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}
