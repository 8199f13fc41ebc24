import Model

/// What the app is called whose repository on this machine has a name: that which the app had at first.
package struct FindRepository: Request {
    package typealias Answer = AppName

    package static let name = "findRepository"
    package static let permission = Permission.administer

    /// Without its `.git`.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    package var subject: AppName? { nil }
}
