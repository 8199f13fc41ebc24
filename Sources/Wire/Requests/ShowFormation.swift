import Model

/// `renga ps:scale` without a word: how many dynos there are to be of each process type.
package struct ShowFormation: AppRequest {
    package static let name = "formation"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package struct Answer: Codable, Sendable, Hashable {
        package var quantities: [String: Int]
        /// Why nothing runs, where that is so.
        package var idle: Idleness?

        package init(quantities: [String: Int], idle: Idleness? = nil) {
            self.quantities = quantities
            self.idle = idle
        }
    }
}
