import Linux
import Model
import Testing

@testable import Builder

@Suite("Who plans") struct PlannerUserTests {
    private let root: InstallationRoot

    init() throws { root = try #require(InstallationRoot("/nowhere")) }

    @Test func `is the number below the apps' own, where no user has it`() throws {
        var users = Configuration().users
        #expect(try PlannerUser.uid(users.plannerUIDs, root) == 19999)
        // Debian gives nobody the last number of those that a 16-bit machine has, and `nobody` the one before.
        users.appUIDBase = 65535
        #expect(try PlannerUser.uid(users.plannerUIDs, root) == 65533)
        users.appUIDBase = 1000
        let low = try PlannerUser.uid(users.plannerUIDs, root)
        #expect(try low < 1000 && low >= 936 && !Account.exists(uid: low))
    }

    @Test func `is nobody where all have an owner, and the push says what to set`() {
        let failure = #expect(throws: Failure.self) { try PlannerUser.uid([0, 65534], root) }
        #expect(failure?.hint?.contains("users.app_uid_base") == true)
    }
}
