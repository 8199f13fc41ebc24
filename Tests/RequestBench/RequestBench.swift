import Foundation
import Glibc
import Ledger
import Linux
import Model
import Operations
import Wire

/// An installation without programs: a ledger, the desk where requests arrive, and a stub where the runner is.
package final class RequestBench: ControlTransport {
    package static let gitUID: UInt32 = 990

    package let root: InstallationRoot
    package let platform: Platform
    package let runner: StubRunner
    /// The user that asks, by the kernel's word.
    private let uid: UInt32

    package init(as uid: UInt32 = 0, _ configure: (inout Configuration) -> Void = { _ in }) throws {
        let path = "/tmp/renga-requests-\(getpid())-\(Int.random(in: 100_000...999_999))"
        guard let root = InstallationRoot(path) else { throw Failure(.internal, "\(path) is no root") }
        self.root = root
        for folder in [path, root.locks, root.repositories, root.layers] { try Files.makeDirectory(folder) }
        var configuration = Configuration()
        configuration.users.git = "root"
        configure(&configuration)
        platform = Platform(root: root, configuration: configuration, ledger: try Ledger(root, as: .keeper))
        runner = StubRunner(platform.ledger, root)
        self.uid = uid
    }

    deinit {
        // Best effort: a test's files in a temporary directory.
        try? Files.removeTree(root.path)
    }

    package var ledger: Ledger { platform.ledger }

    /// An app without a repository.
    @discardableResult
    package func app(_ name: String) throws -> AppName {
        guard let name = AppName(name) else { throw Failure(.internal, "\(name) is no app's name") }
        _ = try ledger.write { try $0.insertApp(name, stack: "debian-13", uidBase: 20_000, now: 1) }
        return name
    }

    /// A release of an app with these process types.
    @discardableResult
    package func release(
        of app: AppName,
        _ processes: [String: String],
        config: [String: String] = [:],
        versions: [String: String] = [:],
        layers: [SlugManifest.Layer] = [],
        buildpack: String = "Python",
        cron: [CronJob] = [],
        predestroy: String? = nil
    ) throws -> Int {
        try ledger.write { db in
            let row = try db.existing(app)
            let commit = String(repeating: "1", count: 40)
            let types = processes.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
            let chosen = versions.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
            let reasons = versions.keys.map { "\"\($0)\":\"it was asked for\"" }.joined(separator: ",")
            let jobs = String(decoding: try JSONCoder.encode(cron), as: UTF8.self)
            let before = predestroy.map { ",\"predestroy\":\"\($0)\"" } ?? ""
            let below = String(decoding: try JSONCoder.encode(layers), as: UTF8.self)
            let json = """
                {"app":"\(app)","buildpack":"\(buildpack)","commit":"\(commit)","environment":{},"format":1,"layers":\(below),\
                "processes":{\(types)},"reasons":{\(reasons)},"stack":"debian-13","versions":{\(chosen)},\
                "cron":\(jobs)\(before)}
                """
            let digest = SHA256.hex(of: json)
            try db.insertSlug(digest, manifestJSON: json, bytes: 1, now: 1)
            let new = NewDeploy(
                app: row.id,
                kind: .push,
                state: .prepared,
                commit: CommitID(commit),
                slug: digest,
                config: config,
                description: "Deploy 1111111",
                actor: "ada"
            )
            return try db.release(try db.insertDeploy(new, now: 2), now: 3)
        }
    }

    /// A key, and its number.
    package func key(_ owner: String) throws -> Int64 {
        let text = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIG0nvPmYYm8ZWxkYnGYVvGZ3kWIiiUOiqWWNLIrWwL1A \(owner)"
        _ = try Keys(platform).add(text)
        guard let key = try Keys(platform).list().first(where: { $0.owner == owner }) else {
            throw Failure(.internal, "the key was not added")
        }
        return key.id
    }

    /// The key of somebody who looks after nothing but their own apps, and its number.
    package func person(_ name: String) throws -> Int64 {
        let number = UInt8(try Keys(platform).list().count + 1)
        try ledger.write { try $0.insertPerson(name, .person, addedBy: "root", now: 1) }
        let added = try Keys(platform).add(Self.keyText(number), of: name)
        guard let key = added.first else { throw Failure(.internal, "the key was not added") }
        return key.id
    }

    /// An Ed25519 key of 32 bytes of one value.
    package static func keyText(_ byte: UInt8) -> String {
        let fields: [[UInt8]] = [Array("ssh-ed25519".utf8), [UInt8](repeating: byte, count: 32)]
        let blob = fields.flatMap { field -> [UInt8] in [0, 0, 0, UInt8(field.count)] + field }
        return "ssh-ed25519 \(Data(blob).base64EncodedString())"
    }

    package func give(_ person: String, _ permissions: String, in app: AppName) throws {
        try ledger.write { try $0.setAccess($0.existing(app).id, of: person, AppPermissions(permissions), now: 1) }
    }

    /// The last line of the answer to a line, and what came before it.
    package func answer(_ line: String) -> (last: String, progress: [ControlProgress]) {
        let client = WaitingClient()
        let answer = answer(Array(line.utf8), client)
        return (String(decoding: answer.dropLast(), as: UTF8.self), client.progress)
    }

    private func answer(_ line: [UInt8], _ client: WaitingClient) -> [UInt8] {
        RequestDesk(platform, runner).answer(Question(line), by: AskingProcess(pid: getpid(), user: uid), git: Self.gitUID, client)
    }

    /// Through the same bytes as over the socket.
    package func ask<Asked: Request>(
        _ request: Asked,
        key: Int64? = nil,
        inputs: [Int32] = [],
        _ hear: (ControlProgress) throws -> Void = { _ in }
    ) throws -> Asked.Answer {
        let client = WaitingClient(inputs: inputs)
        let line = answer(try MessageChannel.line(ControlRequest(request, key: key)), client)
        for progress in client.progress { try hear(progress) }
        switch try MessageChannel.value(ControlReply<Asked.Answer>.self, of: line) {
        case .result(let answer): return answer
        case .failure(let failure): throw failure
        case .line, .log, .bytes, .input: throw Failure(.internal, "the last line is no answer")
        }
    }
}
