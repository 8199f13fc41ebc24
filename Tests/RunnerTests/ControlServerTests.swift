import Linux
import Model
import Operations
import RequestBench
import Testing
import Wire

@testable import Runner

@Suite("The control socket") struct ControlServerTests {
    private let bench: RequestBench
    private let shop: AppName

    init() throws {
        bench = try RequestBench()
        shop = try bench.app("shop")
        try Files.makeDirectory(bench.root.run)
        // It answers as long as this process lives; nobody else knows its socket.
        let server = try ControlServer(platform: bench.platform, desk: RequestDesk(bench.platform, bench.runner))
        server.run(try server.listen())
    }

    @Test func `a runner that hangs keeps nobody for ever who has no patience`() throws {
        let hanging = try RequestBench()
        try Files.makeDirectory(hanging.root.run)
        // It takes connections, and nobody answers them.
        let listener = Descriptor(owning: try UnixSocket.listen(hanging.root.controlSocket, mode: 0o600).release())
        let client = ControlClient(ControlSocket(hanging.root, patienceSeconds: 1))
        let refusal = #expect(throws: Failure.self) { try client.ask(ListApps()) }
        #expect(refusal?.message.hasPrefix("the runner does not answer") == true, "\(String(describing: refusal))")
        #expect(refusal?.hint?.contains("restart renga-runner") == true)
        // Who waits hears of it once before.
        var told: [ControlProgress] = []
        let notice = AnswerNotice(afterMilliseconds: 20, "waiting")
        let patient = ControlClient(ControlSocket(hanging.root, patienceSeconds: 1, notice: notice))
        #expect(throws: Failure.self) { try patient.ask(ListApps()) { told.append($0) } }
        #expect(told == [.line("waiting")])
        withExtendedLifetime(listener) {}
    }

    @Test func `who is answered in time hears no word of waiting`() throws {
        let notice = AnswerNotice(afterMilliseconds: 30_000, "waiting")
        let client = ControlClient(ControlSocket(bench.root, patienceSeconds: 60, notice: notice))
        #expect(try client.ask(ListApps()) { Issue.record("\($0)") }.map(\.name) == [shop])
    }

    @Test(arguments: [true, false]) func `says the same as a desk within the process does`(overSocket: Bool) throws {
        let client = ControlClient(overSocket ? ControlSocket(bench.root) : bench)
        #expect(try client.ask(ListApps()).map(\.name) == [shop])
        bench.runner.set {
            $0.routerAnswers = false
            $0.logLines = ["one", "two"]
        }
        var heard: [ControlProgress] = []
        #expect(try client.ask(PauseRequests(app: shop, isPaused: true)) { heard.append($0) }.paused)
        _ = try client.ask(ReadLogs(app: shop, query: LogQuery())) { heard.append($0) }
        let words = "The router does not answer: it will serve accordingly as soon as it does."
        #expect(heard == [.line(words), .log(["one", "two"])])
        let none = try #require(AppName("none"))
        let refusal = #expect(throws: Failure.self) { try client.ask(ListDynos(app: none)) }
        #expect(refusal?.code == .notFound)
        try bench.release(of: shop, ["web": "serve"])
        var bytes: [UInt8] = []
        _ = try client.ask(DownloadSlug(app: shop, version: nil)) { if case .bytes(let part) = $0 { bytes += part } }
        #expect(bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]), "a zstd frame")
    }

    @Test func `hears a program of the version before, and answers so that it understands`() throws {
        func ask(_ line: String) throws -> String? {
            var channel = try MessageChannel.connect(bench.root.controlSocket)
            try channel.send(bytes: Array("\(line)\n".utf8))
            return try channel.receiveLine().map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(try ask(#"{"operation":{"news":{"app":"shop"}}}"#) == #"{"result":{"_0":{"done":{"_0":"done"}}}}"#)
        #expect(bench.runner.heard == ["wake"])
        #expect(try ask(#"{"operation":{"apps":{}}}"#)?.hasPrefix(#"{"failure":{"_0":{"code":"unavailable","#) == true)
        #expect(try ask(#"{"parameters":{},"request":"apps","version":3}"#)?.contains("was asked in version 3") == true)
        #expect(try ask("what is this")?.contains("this is no request") == true)
    }
}
