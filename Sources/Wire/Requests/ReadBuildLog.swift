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
    /// How many bytes of it are known already; nil: none.
    package let from: Int64?

    package init(app: AppName, build: BuildName, tail: Bool, from: Int64? = nil) {
        self.app = app
        self.build = build
        self.tail = tail
        self.from = from
    }

    package var isEndless: Bool { tail }
}
