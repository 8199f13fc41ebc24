import Model

/// How many messages there may be within an hour, about one app (or the machine itself) and about all apps: of the machine itself
/// people hear whatever goes on in apps.
package struct NotifyBudget: Hashable, Sendable {
    package static let windowSeconds: Int64 = 3600

    private let limit: Int
    private let limitOfAll: Int
    private var said: [AppName?: Int]

    /// - Parameter said: how many there were in the last hour; nil: about the machine itself.
    package init(_ settings: NotifySettings, said: [AppName?: Int]) {
        limit = settings.messagesPerHourMax
        limitOfAll = settings.messagesOnMachinePerHourMax
        self.said = said
    }

    /// Takes one where there is one left.
    package mutating func take(_ app: AppName?) -> Bool {
        let ofApps = said.filter { $0.key != nil }.values.reduce(0, +)
        guard said[app, default: 0] < limit, app == nil || ofApps < limitOfAll else { return false }
        said[app, default: 0] += 1
        return true
    }
}
