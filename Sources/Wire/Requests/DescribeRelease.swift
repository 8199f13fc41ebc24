import Model

/// `renga releases:info`: a release, and what it changed against the one before it.
package struct DescribeRelease: AppRequest {
    package typealias Answer = ReleaseDetails

    package static let name = "release"
    package static let permission = Permission.view

    package var app: AppName
    /// nil: the current one.
    package let version: Int?
    /// Of config vars, which take more than to see the app.
    package let showsValues: Bool

    package init(app: AppName, version: Int?, showsValues: Bool = false) {
        self.app = app
        self.version = version
        self.showsValues = showsValues
    }

    package var needs: Permission { showsValues ? ListConfigVars.permission : .view }
}
