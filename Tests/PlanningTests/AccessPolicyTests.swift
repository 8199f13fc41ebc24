import Model
import Planning
import Testing

/// Who may do what, in full: every peer, every permission, every role.
@Suite("Access policy") struct AccessPolicyTests {
    private static let everything = Set(Permission.allCases)
    private static let roles: [AppRole?] = AppRole.allCases.map(Optional.some) + [nil]

    private static func allowed(_ peer: Peer, _ role: AppRole?) -> Set<Permission> {
        everything.filter { AccessPolicy.allows(peer, $0, as: role) }
    }

    @Test(arguments: roles) func `root may everything, whoever is what`(role: AppRole?) {
        #expect(Self.allowed(.root, role) == Self.everything)
    }

    @Test(arguments: [Peer.git, .stranger(uid: 0), .stranger(uid: 1000)], roles)
    func `the git user without a key may nothing, and strangers neither`(peer: Peer, role: AppRole?) {
        #expect(Self.allowed(peer, role).isEmpty)
    }

    private static let inApp: [(role: AppRole?, permissions: Set<Permission>)] = [
        (nil, []), (.viewer, [.view]), (.member, [.view, .deploy, .operate]),
        (.admin, [.view, .deploy, .operate, .manage]), (.owner, [.view, .deploy, .operate, .manage]),
    ]

    @Test(arguments: inApp)
    func `a key may in an app what its role may, and in the installation what all may`(role: AppRole?, inApp: Set<Permission>) {
        #expect(Self.allowed(.key(owner: "ada", number: 1), role) == inApp.union([.use, .administer]))
    }

    @Test func `a refusal says who, what, of which app, and what next`() throws {
        let app = AppName("shop")
        func refusal(_ peer: Peer, _ permission: Permission, _ role: AppRole? = nil) -> Failure? {
            #expect(throws: Failure.self) { try AccessPolicy.check(peer, permission, as: role, in: app) }
        }
        let ada = Peer.key(owner: "ada")
        #expect(refusal(ada, .view)?.message == "ada has no access to the app `shop`")
        #expect(refusal(ada, .operate, .viewer)?.message == "ada may not operate the app `shop`")
        #expect(refusal(ada, .platform, .owner)?.hint == "it is for the platform's own programs")
        #expect(refusal(.git, .view, .owner)?.message == "git may not do this")
        #expect(refusal(.stranger(uid: 1234), .view, .owner)?.message == "uid 1234 may not use this installation")
        for permission in Permission.allCases where !AccessPolicy.allows(ada, permission, as: .viewer) {
            #expect(refusal(ada, permission, .viewer)?.code == .forbidden)
        }
        #expect(throws: Never.self) { try AccessPolicy.check(ada, .operate, as: .member, in: app) }
    }

    @Test func `this machine's files are for who is on it`() {
        #expect(AccessPolicy.offersMachine(overSSH: false) && !AccessPolicy.offersMachine(overSSH: true))
    }
}
