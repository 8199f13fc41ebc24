import Model

/// `renga keys`.
package struct ListKeys: Request {
    package typealias Answer = [KeySummary]

    package static let name = "keys"
    package static let permission = Permission.use

    package init() {}

    package var subject: AppName? { nil }
}
