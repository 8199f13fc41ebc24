import Model

/// Told by the builder: what a push's release command printed.
package struct NoteReleaseOutput: AppRequest {
    package typealias Answer = Done

    package static let name = "noteRelease"
    package static let permission = Permission.platform

    package var app: AppName
    package let deploy: Int64
    package let lines: [String]

    package init(app: AppName, deploy: Int64, lines: [String]) {
        self.app = app
        self.deploy = deploy
        self.lines = lines
    }
}
