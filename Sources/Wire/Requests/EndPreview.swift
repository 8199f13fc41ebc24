import Model

/// Asked by the builder: destroys a preview whose branch is gone, or never came. Who asks holds the lock of its app.
package struct EndPreview: AppRequest {
    package typealias Answer = Done

    package static let name = "endPreview"
    package static let permission = Permission.platform

    package var app: AppName

    package init(app: AppName) { self.app = app }
}
