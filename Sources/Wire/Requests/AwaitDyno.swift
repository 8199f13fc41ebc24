import Model

/// Waits for the end of a one-off dyno that whoever asks has started, or of a process in another dyno. Where they go, it is hung up.
package struct AwaitDyno: AppRequest {
    package static let name = "awaitDyno"
    package static let permission = Permission.deploy
    /// It began under the name of that time.
    package static let followsRenames = true

    package var app: AppName
    /// As `RunDyno` has answered.
    package let id: String
    /// Of a process in it: as `EnterDyno` has answered.
    package let session: String?

    package init(app: AppName, id: String, session: String? = nil) {
        self.app = app
        self.id = id
        self.session = session
    }

    package var isEndless: Bool { true }

    package struct Answer: Codable, Sendable, Hashable {
        /// As a shell says it: 128 + signal for what a signal ended.
        package let status: Int32
        /// Why it was ended, where that was not its own doing.
        package let reason: String?

        package init(status: Int32, reason: String? = nil) {
            self.status = status
            self.reason = reason
        }
    }
}
