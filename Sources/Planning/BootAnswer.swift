import Model

/// What a web dyno answered to the first request, by the rules by which the router takes dynos' answers: what it would turn
/// into H17 or H25 for every visitor is no answer of a dyno that is up.
package enum BootAnswer: Hashable, Sendable {
    /// Nothing is wrong with what has come, and more is to come.
    case unfinished
    case status(Int)
    /// What it does, as in `it answers something that is not HTTP: "+OK redis-like"`.
    case wrong(String)

    /// - Parameter answer: all that has come.
    package static func read(_ answer: [UInt8], _ settings: RouterSettings) -> BootAnswer {
        var reader = BootAnswerReader(answer, settings)
        return reader.read()
    }
}
