import Ledger
import Model
import Wire

/// A push of a branch that makes a preview: it is built as the app that the branch is, out of the repository that it was pushed to.
struct PreviewBuild {
    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    /// The preview's own push, once it is there; nil: there is none yet, or the ref is its app's own.
    func find(_ push: BuildOrder.Push) throws -> BuildOrder.Push? {
        guard push.isOfPreview else { return nil }
        let row = try workshop.ledger.read { db in try db.preview(of: db.existing(push.app).id, push.ref) }
        return row.map { push.building($0.name) }
    }

    /// The same, of a preview that is made where there is none.
    /// - Returns: whether it goes where this push is refused; nil: the ref is its app's own.
    func open(_ push: BuildOrder.Push) throws -> (push: BuildOrder.Push, isNew: Bool)? {
        guard push.isOfPreview else { return nil }
        let answer = try ControlClient(root: workshop.root).ask(OpenPreview(app: push.app, ref: push.ref.text))
        return (push.building(answer.app), answer.isNew)
    }

    /// Of a preview that nothing came of: what a push before left half done may have been released by this one. Where the runner cannot be asked, it finds it by itself: its branch is not there.
    func end(_ app: AppName) {
        // Best effort, as said. Where the ledger cannot be read, nobody knows that nothing was released.
        let isNew = try? workshop.ledger.read { try $0.isUnreleased(app) }
        guard isNew == true else { return }
        _ = try? ControlClient(root: workshop.root).ask(EndPreview(app: app))
    }
}
