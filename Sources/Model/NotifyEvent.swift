/// What somebody can be told of.
package enum NotifyEvent: String, Codable, Hashable, Sendable, CaseIterable {
    /// Dynos of a process type end again and again.
    case crash
    /// A push, or another build, is refused.
    case push
    /// A certificate is not renewed.
    case certs
    /// The machine's disk is below its floor.
    case disk
    /// Dynos of a process type use up their memory (R14).
    case memory
    /// A log drain does not get its lines.
    case drain
    /// Folders that stay take more than they may.
    case storage
    /// The last run of a job failed.
    case cron

    /// Of the machine, and of no app.
    package var isOfMachine: Bool { self == .disk }

    /// It happens at a moment, and is over when the next of its kind goes well. The others are looked at, and over once nothing of
    /// them was seen for a while.
    package var isMoment: Bool { self == .push || self == .cron }

    /// Of `crash,push`.
    package static func list(_ text: String) throws(Failure) -> Set<NotifyEvent> {
        var events: Set<NotifyEvent> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false).map({ String($0).trimmed.lowercased() }) {
            guard let event = NotifyEvent(rawValue: word) else {
                throw Failure(
                    .invalid,
                    "`\(String(decoding: HarmlessText.line(Array(word.utf8)), as: UTF8.self))` is nothing to be told of",
                    hint: NearestWord.hint(for: word, among: allCases.map(\.rawValue))
                )
            }
            events.insert(event)
        }
        return events
    }

    /// Of those that were chosen, in their own order.
    package static func words(_ events: Set<NotifyEvent>) -> String {
        allCases.filter(events.contains).map(\.rawValue).joined(separator: ", ")
    }
}
