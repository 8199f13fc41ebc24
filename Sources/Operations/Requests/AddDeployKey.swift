import Linux
import Model
import Wire

extension AddDeployKey: Operation {
    private static let microsecondsADay: Int64 = 86_400_000_000

    package func run(_ context: Context) throws -> Answer {
        let name = try PersonName.checked(label ?? Self.comment(text) ?? "deploy")
        if let days, !(1...Self.daysMax).contains(days) {
            throw Failure(.invalid, "a key lasts 1 to \(Self.daysMax) days, not \(days)")
        }
        let end = days.map { Moment.wallMicroseconds() + Int64($0) * Self.microsecondsADay }
        return try Keys(context.platform).addDeployKey(text, name, for: app, until: end)
    }

    private static func comment(_ text: String) throws(Failure) -> String? {
        try PublicKeyFile(text).keys.first.flatMap { $0.comment.isEmpty ? nil : $0.comment }
    }
}
