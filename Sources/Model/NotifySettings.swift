/// How people are told of what goes wrong.
package struct NotifySettings: Hashable, Sendable, Codable {
    /// The machine's program for mail.
    package var sendmail = "/usr/sbin/sendmail"
    /// Who starts it; some of them want a user who has a name.
    package var mailUser = "nobody"
    /// The sender's address; empty: what that program makes of the user.
    package var mailFrom = ""
    /// A dyno that crashes so often in a row is in a loop.
    package var crashes = 3
    /// For so long nothing of a cause may be seen before it is over.
    package var calmSeconds = 600
    package var targetsMax = 5
    /// Of all apps of one owner.
    package var targetsOfOwnerMax = 50
    /// Of all apps, and of the machine.
    package var targetsOnMachineMax = 200
    /// Of an app, or of the machine itself; what is more waits.
    package var messagesPerHourMax = 20
    package var messagesOnMachinePerHourMax = 200

    package init() {}
}
