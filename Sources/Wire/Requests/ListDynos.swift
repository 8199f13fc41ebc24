import Model

/// `renga ps`: the dynos there are, and what keeps requests from them.
package struct ListDynos: AppRequest {
    package static let name = "dynos"
    package static let permission = Permission.view

    package var app: AppName

    package init(app: AppName) { self.app = app }

    package struct Answer: Codable, Sendable, Hashable {
        package var dynos: [DynoSummary]
        package var maintenance: Bool
        package var paused: Bool
        /// Why there are none, and none are to be.
        package var idle: Idleness?
        /// What is wrong with the routes of all apps.
        package var complaint: String?
        /// The process types of the current release, those at 0 included.
        package var types: [String]?

        package init(
            _ dynos: [DynoSummary],
            maintenance: Bool,
            paused: Bool,
            idle: Idleness? = nil,
            complaint: String? = nil,
            types: [String]? = nil
        ) {
            self.dynos = dynos
            self.maintenance = maintenance
            self.paused = paused
            self.idle = idle
            self.complaint = complaint
            self.types = types
        }
    }
}
