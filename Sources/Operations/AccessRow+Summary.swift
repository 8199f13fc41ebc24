import Ledger
import Linux
import Model

extension AccessRow {
    var summary: AccessSummary {
        AccessSummary(name: person, kind: .collaborator, permissions: "\(permissions)", since: Moment.text(createdAt))
    }
}
