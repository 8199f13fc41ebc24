import Model

/// `renga logs`. The lines come as progress.
package struct ReadLogs: AppRequest {
    package typealias Answer = Done

    package static let name = "logs"
    package static let permission = Permission.view

    package var app: AppName
    package let query: LogQuery

    package init(app: AppName, query: LogQuery) {
        self.app = app
        self.query = query
    }

    /// Those who follow a log stay.
    package var isEndless: Bool { query.tail }
}
