import Model

/// `renga access:add` and `access:update`.
package struct GiveAccess: WholeAppRequest {
    package static let name = "giveAccess"
    package static let permission = Permission.manage
    package static let ofPreviews = "those who are let into its app may the same here"

    package var app: AppName
    package let person: String
    /// nil: the usual ones, and of whoever has some already those.
    package let permissions: AppPermissions?
    /// A public key file of theirs; nil: they are known.
    package let keys: String?

    package init(app: AppName, person: String, permissions: AppPermissions?, keys: String? = nil) {
        self.app = app
        self.person = person
        self.permissions = permissions
        self.keys = keys
    }

    package var activity: String? { "Give \(person) access" + (permissions.map { ": \($0)" } ?? "") }

    package struct Answer: Codable, Hashable, Sendable {
        package var access: AccessSummary
        /// Who brought them in, where they were known; nil: nobody has written it down.
        package var addedBy: String?
        /// What they had before; nil: nothing.
        package var before: String?
        /// Nobody was called so before.
        package var isNewPerson: Bool
        /// Those that were not there yet.
        package var keys: [KeySummary]

        package init(access: AccessSummary, addedBy: String? = nil, before: String?, isNewPerson: Bool, keys: [KeySummary]) {
            self.access = access
            self.addedBy = addedBy
            self.before = before
            self.isNewPerson = isNewPerson
            self.keys = keys
        }
    }
}
