/// Why a regular expression has no answer.
package enum PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is none; `offset` is in bytes of its text.
    case syntax(String, offset: Int)
    /// It tried too many ways through one line.
    case tooCostly

    package var description: String {
        switch self {
        case .syntax(let what, let offset): "\(what) at character \(offset + 1)"
        case .tooCostly: "it tries too many ways through one line"
        }
    }
}
