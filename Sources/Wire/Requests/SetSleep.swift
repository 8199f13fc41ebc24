import Model

/// `renga ps:sleep after=30min`, `renga ps:sleep off`.
package struct SetSleep: AppRequest {
    package typealias Answer = SleepSummary

    package static let name = "setSleep"
    package static let permission = Permission.operate

    package var app: AppName
    /// nil: it never sleeps.
    package let settings: SleepSettings?

    package init(app: AppName, settings: SleepSettings?) {
        self.app = app
        self.settings = settings
    }

    package var activity: String? {
        guard let settings else { return "Sleep off" }
        return "Sleep after \(settings.words)\(settings.wholeApp ? ", the whole app" : "")"
    }
}
