import Model

/// Asked by the builder before it builds a branch that makes a preview: which app that is. It is made where there is none. Who asks holds
/// the lock of the app that is pushed to.
package struct OpenPreview: AppRequest {
    package static let name = "openPreview"
    package static let permission = Permission.platform

    package var app: AppName
    package let ref: String

    package init(app: AppName, ref: String) {
        self.app = app
        self.ref = ref
    }

    package struct Answer: Codable, Sendable, Hashable {
        package var app: AppName
        /// Nothing of it was released yet: where this push is refused, it goes.
        package var isNew: Bool

        package init(app: AppName, isNew: Bool) {
            self.app = app
            self.isNew = isNew
        }
    }
}
