import Model

/// `renga keys:sync`: what came from a team's list becomes what the list says now.
package struct SyncKeys: Request {
    package typealias Answer = KeySyncReport

    package static let name = "syncKeys"
    package static let permission = Permission.administer

    /// Nothing is changed.
    package let isTry: Bool
    /// How many keys may go, by somebody's word.
    package let confirm: Int?

    package init(isTry: Bool, confirm: Int? = nil) {
        self.isTry = isTry
        self.confirm = confirm
    }

    package var subject: AppName? { nil }
}
