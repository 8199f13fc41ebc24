import Model

/// `renga previews`.
package struct ListPreviews: WholeAppRequest {
    package static let name = "previews"
    package static let permission = Permission.view
    package static let ofPreviews = "there are none of it"

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package struct Answer: Codable, Sendable, Hashable {
        package var previews: [PreviewSummary]
        /// Every branch makes one.
        package var all: Bool
        /// At once; 0: nobody makes any.
        package var most: Int

        package init(previews: [PreviewSummary], all: Bool, most: Int) {
            self.previews = previews
            self.all = all
            self.most = most
        }
    }
}
