import Model

/// `renga store`: what is in the store of layers.
package struct ShowStore: Request {
    package typealias Answer = StoreSummary

    package static let name = "store"
    package static let permission = Permission.use

    package init() {}

    package var subject: AppName? { nil }
}
