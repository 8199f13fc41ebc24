import Model

/// What can be asked of the platform: one type for each thing, with its answer and the permission that it takes. It is stated
/// here, in `Requests`, and done in `Operations/Requests`. What asks is `ControlClient`: the CLI, our programs, whoever comes.
package protocol Request: Codable, Hashable, Sendable {
    associatedtype Answer: Codable & Sendable

    /// What it is called on the wire. It outlives this version: `Tests/Golden/requests.txt` holds it, and its parameters.
    static var name: String { get }
    /// The least that every such request takes. There is no default: nothing is allowed because somebody forgot it.
    static var permission: Permission { get }

    /// The app that it is about.
    var subject: AppName? { get }
    /// Makes it be about this app: the one that is called what was asked for.
    mutating func turn(to app: AppName)
    /// Whether a name that the app had before will do: never for what changes it.
    static var followsRenames: Bool { get }
    /// What this one takes, where that depends on its parameters.
    var needs: Permission { get }
    /// Its answer may never be complete: whoever asks stays.
    var isEndless: Bool { get }
    /// What was changed, once it is done, for `renga activity`: such as `Set A, B`. It has no values. nil: nothing was.
    var activity: String? { get }
    /// Whether an answer says that something was changed; else there is no activity to write down.
    static func isChange(_ answer: Answer) -> Bool
}

extension Request {
    package var needs: Permission { Self.permission }
    package mutating func turn(to app: AppName) {}
    package static var followsRenames: Bool { false }
    package var isEndless: Bool { false }
    package var activity: String? { nil }
    package static func isChange(_ answer: Answer) -> Bool { true }
}

extension Request where Answer == MadeRelease {
    package static func isChange(_ answer: Answer) -> Bool { answer.version != nil }
}
