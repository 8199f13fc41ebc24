import Ledger
import Model
import Planning
import Testing

@Suite("Previews in the ledger") struct PreviewRowsTests {
    private let fixture: LedgerFixture
    private let ref: RefName

    init() throws {
        fixture = try LedgerFixture()
        ref = try #require(RefName("refs/heads/preview/x"))
    }

    private func preview() throws -> AppRow {
        try fixture.ledger.write { db in
            try db.insertPreview(try AppName.named("x--shop"), of: fixture.app, ref, uidBase: 20_000, now: 5)
        }
    }

    @Test func `are apps with a number of their own, in the repository of theirs`() throws {
        try fixture.ledger.write { try $0.setFolder(fixture.app.id, AppFolder("web")) }
        let row = try preview()
        #expect(row.preview?.parent == fixture.app.id && row.preview?.ref == ref && row.uid != fixture.app.uid)
        try fixture.ledger.read { db throws in
            #expect(try row.folder == AppFolder("web") && row.stack == fixture.app.stack)
            #expect(try db.previews(of: fixture.app.id) == [row] && db.preview(of: fixture.app.id, ref) == row && db.allPreviews() == [row])
            #expect(try db.host(of: row.name) == fixture.app.name && db.host(of: fixture.app.name) == fixture.app.name)
            #expect(try db.appsWithRepositories() == [fixture.app.name] && db.appNames().count == 2)
            #expect(try db.lastPush(row.id) == nil)
        }
        // One for each branch, and their app goes after them.
        #expect(throws: (any Error).self) {
            try fixture.ledger.write {
                try $0.insertPreview(try AppName.named("y--shop"), of: fixture.app, ref, uidBase: 20_000, now: 5)
            }
        }
        #expect(throws: (any Error).self) { try fixture.ledger.write { try $0.deleteApp(fixture.app.id) } }
        try fixture.ledger.write { db in
            try db.deleteApp(row.id)
            try db.deleteApp(fixture.app.id)
        }
        #expect(try fixture.ledger.read { try $0.apps() }.isEmpty)
    }

    @Test func `are everybody's who may something in their app, as long as they may`() throws {
        let row = try preview()
        try fixture.ledger.write { db in
            try db.setOwner(fixture.app.id, "ada")
            try db.setAccess(fixture.app.id, of: "grace", try AppPermissions("view"), now: 1)
        }
        try fixture.ledger.read { db throws in
            #expect(try db.role(of: "ada", in: row.name) == .owner)
            #expect(try db.role(of: "grace", in: row.name) == .collaborator(AppPermissions("view")))
            #expect(try db.role(of: "eve", in: row.name) == nil && db.apps(of: "eve").isEmpty)
            #expect(try db.apps(of: "ada") == [fixture.app.name, row.name] && db.apps(of: "grace").count == 2)
        }
        try fixture.ledger.write { try $0.deleteAccess(fixture.app.id, of: "grace") }
        #expect(try fixture.ledger.read { try $0.role(of: "grace", in: row.name) } == nil)
    }

    @Test func `are new until something of them was released, and are built as the branch that they are`() throws {
        let row = try preview()
        func isNew() throws -> Bool { try fixture.ledger.read { try $0.isUnreleased(row.name) } }
        func ref(_ app: AppRow) throws -> RefName { try fixture.ledger.read { try $0.buildRef(of: app) } }
        #expect(try isNew() && ref(row) == self.ref && ref(fixture.app) == .main)
        let deploy = try fixture.ledger.write { db in
            var new = NewDeploy(app: row.id, kind: .push, state: .prepared, config: [:], description: "Deploy", actor: "ada")
            new.ref = self.ref
            return try db.insertDeploy(new, now: 7)
        }
        #expect(try isNew() && fixture.ledger.read { try $0.lastPush(row.id) } == nil, "a push that is on its way is no release")
        _ = try fixture.ledger.write { try $0.release(deploy, now: 8) }
        let last = try fixture.ledger.read { try $0.lastPush(row.id) }
        #expect(try !isNew() && last?.deploy == deploy && last?.at == 7 && ref(row) == self.ref)
        #expect(try !fixture.ledger.read { try $0.isUnreleased(AppName.named("gone--shop")) }, "nobody knows that of one that is not there")
    }

    @Test func `have the age of their last push, which goes with them`() throws {
        let row = try preview()
        #expect(try fixture.ledger.read { try $0.previewAge(row.id) } == nil)
        for age in [PreviewAge(push: 3, seconds: 5), PreviewAge(push: 4)] {
            try fixture.ledger.write { try $0.setPreviewAge(row.id, age) }
            #expect(try fixture.ledger.read { try $0.previewAge(row.id) } == age)
        }
        try fixture.ledger.write { try $0.deleteApp(row.id) }
        #expect(try fixture.ledger.read { try $0.previewAge(row.id) } == nil)
    }

    @Test func `begin with config vars of their own, which are sealed`() throws {
        try fixture.ledger.write { try $0.replacePreviewConfig(fixture.app.id, with: ["A": "secret of a preview", "B": ""]) }
        #expect(try fixture.ledger.read { try $0.previewConfig(fixture.app.id) } == ["A": "secret of a preview", "B": ""])
        #expect(try fixture.ledger.read { try $0.configVars(fixture.app.id) }.isEmpty)
        try fixture.ledger.write { try $0.replacePreviewConfig(fixture.app.id, with: [:]) }
        #expect(try fixture.ledger.read { try $0.previewConfig(fixture.app.id) }.isEmpty)
        #expect(try !fixture.ledger.read { try $0.previewsAll(fixture.app.id) })
        try fixture.ledger.write { try $0.setPreviewsAll(fixture.app.id, true) }
        #expect(try fixture.ledger.read { try $0.previewsAll(fixture.app.id) })
    }
}
