import Model
import Planning
import Testing

/// Who may do what, in full: every peer, every permission, every role.
@Suite("Access policy") struct AccessPolicyTests {
    private static let everything = Set(Permission.allCases)
    private static let inEveryApp: Set<Permission> = [.view, .push, .deploy, .operate, .manage]
    private static let viewer = AppRole.collaborator(permissions("view"))
    private static let roles: [AppRole?] = [.owner, .administrator, viewer, .collaborator(.usual), .deployKey, nil]

    private static func permissions(_ text: String) -> AppPermissions {
        guard let permissions = try? AppPermissions(text) else { preconditionFailure(text) }
        return permissions
    }

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
        (nil, []), (viewer, [.view]), (.collaborator(.usual), [.view, .push, .deploy, .operate]), (.deployKey, [.push]),
        (.collaborator(permissions("manage")), [.view, .manage]), (.administrator, inEveryApp), (.owner, inEveryApp),
    ]

    @Test(arguments: inApp)
    func `a key may in an app what its role may, and in the installation what its owner may`(role: AppRole?, inApp: Set<Permission>) {
        func allowed(_ standing: Standing) -> Set<Permission> {
            Self.allowed(.key(owner: "ada", number: 1, standing: standing), role).subtracting(inApp)
        }
        #expect(allowed(.administrator) == [.identify, .use, .administer])
        #expect(allowed(.person) == [.identify, .use])
        #expect(allowed(.deployKey) == [.identify])
        #expect(Self.allowed(.key(owner: "ada"), role).isSuperset(of: inApp))
    }

    @Test func `a refusal says who, what, of which app, and what next`() throws {
        let app = AppName("shop")
        func refusal(_ peer: Peer, _ permission: Permission, _ role: AppRole? = nil) -> Failure? {
            #expect(throws: Failure.self) { try AccessPolicy.check(peer, permission, as: role, in: app) }
        }
        let ada = Peer.key(owner: "ada")
        #expect(refusal(ada, .view)?.message == "there is no app `shop` that you may see")
        #expect(refusal(ada, .view)?.hint?.contains("renga access:add ada -a shop") == true)
        #expect(refusal(ada, .operate, Self.viewer)?.hint == "renga access -a shop says who manages it")
        #expect(refusal(.key(owner: "ci", standing: .deployKey), .push)?.hint?.contains("renga keys:add --deploy -a shop <") == true)
        #expect(refusal(ada, .operate, Self.viewer)?.message == "ada may not operate the app `shop`")
        #expect(refusal(ada, .administer, .owner)?.hint == "ask an administrator, or do it on the machine as root")
        #expect(refusal(ada, .platform, .owner)?.hint == "it is for the platform's own programs")
        #expect(refusal(.git, .view, .owner)?.message == "git may not do this")
        #expect(refusal(.stranger(uid: 1234), .view, .owner)?.message == "uid 1234 may not use this installation")
        let ci = Peer.key(owner: "ci", standing: .deployKey)
        #expect(refusal(ci, .deploy, .deployKey)?.message == "the deploy key `ci` may push, and nothing else")
        #expect(refusal(ci, .use)?.message == "the deploy key `ci` may push, and nothing else")
        for permission in Permission.allCases where !AccessPolicy.allows(ada, permission, as: Self.viewer) {
            #expect(refusal(ada, permission, Self.viewer)?.code == .forbidden)
        }
        #expect(throws: Never.self) { try AccessPolicy.check(ada, .operate, as: .collaborator(.usual), in: app) }
    }

    @Test(arguments: Permission.allCases.filter(\.isInApp))
    func `an app of somebody else's is answered as one that is not there`(permission: Permission) throws {
        let (ada, app) = (Peer.key(owner: "ada"), AppName("shop"))
        let failure = #expect(throws: Failure.self) { try AccessPolicy.check(ada, permission, as: nil, in: app) }
        #expect(failure?.code == .notFound && failure?.message == "there is no app `shop` that you may see")
    }

    @Test func `permissions are Heroku's words, and to see is part of each`() throws {
        #expect(try AppPermissions("operate, Deploy").description == "view, deploy, operate")
        #expect(AppPermissions.usual.description == "view, deploy, operate" && !AppPermissions.usual.set.contains(.manage))
        for text in ["", ",", "push", "platform", "deploy,everything"] {
            #expect(throws: Failure.self) { try AppPermissions(text) }
        }
    }

    @Test func `this machine's files are for who is on it`() {
        #expect(AccessPolicy.offersMachine(overSSH: false) && !AccessPolicy.offersMachine(overSSH: true))
    }
}
