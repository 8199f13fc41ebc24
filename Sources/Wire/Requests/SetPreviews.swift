import Model

/// `renga previews:enable --all-branches` and `previews:disable`.
package struct SetPreviews: WholeAppRequest {
    package typealias Answer = Done

    package static let name = "setPreviews"
    package static let permission = Permission.operate
    package static let ofPreviews = "there are none of it"

    package var app: AppName
    /// Every branch makes one; else those that are pushed to `preview/NAME`.
    package let all: Bool

    package init(app: AppName, all: Bool) {
        self.app = app
        self.all = all
    }

    package var activity: String? { all ? "Previews of all branches" : "Previews of preview/ alone" }
}
