import Model

/// `renga builds:output`. The log comes as bytes, in several pieces.
package struct ReadBuildLog: AppRequest {
    package typealias Answer = BuildSummary

    package static let name = "buildLog"
    package static let permission = Permission.view

    package var app: AppName
    package let build: BuildName
    /// To its end, where the build goes on.
    package let tail: Bool

    package init(app: AppName, build: BuildName, tail: Bool) {
        self.app = app
        self.build = build
        self.tail = tail
    }

    package var isEndless: Bool { tail }
}
