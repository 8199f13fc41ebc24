import Model

/// `renga storage`.
package struct ListStorage: AppRequest {
    package typealias Answer = [StorageSummary]

    package static let name = "storage"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
