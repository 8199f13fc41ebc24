import Model

/// How people are told of what goes wrong.
extension ConfigurationKey {
    static var notify: [ConfigurationKey] {
        [
            .text("notify.sendmail", \.notify.sendmail, "The program that takes mail, called as `sendmail -i -- ADDRESS`."),
            .text("notify.mail_user", \.notify.mailUser, "The user that starts it: without rights, but with a name."),
            .text("notify.mail_from", \.notify.mailFrom, "The sender's address; empty: what that program makes of the user."),
            .number("notify.crashes", \.notify.crashes, 1...1000, "So many crashes of a dyno in a row are a loop."),
            .seconds(
                "notify.calm_seconds",
                \.notify.calmSeconds,
                "How long nothing of a cause may be seen before it is said to be over, and how long a drain may be in trouble."
            ),
            .number("notify.targets_max", \.notify.targetsMax, 0...100, "Addresses and hooks of an app, and of the machine itself."),
            .number("notify.targets_of_owner_max", \.notify.targetsOfOwnerMax, 0...10_000, "The same of all apps of one owner together."),
            .number("notify.targets_on_machine_max", \.notify.targetsOnMachineMax, 0...10_000, "The same of all together."),
            .number(
                "notify.messages_per_hour_max",
                \.notify.messagesPerHourMax,
                1...10_000,
                "Messages about an app, or about the machine itself, within an hour; what is more waits."
            ),
            .number(
                "notify.messages_on_machine_per_hour_max",
                \.notify.messagesOnMachinePerHourMax,
                1...100_000,
                "The same of all apps together."
            ),
        ]
    }
}
