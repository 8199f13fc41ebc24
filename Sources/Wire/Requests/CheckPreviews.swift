import Model

/// Asked by the hook where a push makes several previews: whether there may be so many, before anything is built.
package struct CheckPreviews: AppRequest {
    package typealias Answer = Done

    package static let name = "checkPreviews"
    package static let permission = Permission.push
    /// It may have been renamed since the push began.
    package static let followsRenames = true
    /// In one push.
    package static let refsMax = 1000

    /// As people call it.
    package var app: AppName
    package let refs: [String]

    package init(app: AppName, refs: [String]) {
        self.app = app
        self.refs = refs
    }
}
