import Model

/// `renga ps:type` without a word: how large the dynos of each process type are, and what they use of it.
package struct ShowDynoSizes: AppRequest {
    package static let name = "sizes"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package struct Answer: Codable, Sendable, Hashable {
        package var types: [DynoTypeSummary]
        package var idle: Idleness?

        package init(_ types: [DynoTypeSummary], idle: Idleness?) {
            self.types = types
            self.idle = idle
        }
    }
}
