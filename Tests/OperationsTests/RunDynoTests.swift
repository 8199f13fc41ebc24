import Glibc
import Ledger
import Linux
import Model
import Operations
import RequestBench
import Testing
import Wire

@Suite("Asking for a one-off dyno") struct RunDynoTests {
    @Test func `there is nothing to run before the first push`() throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        let failure = #expect(throws: Failure.self) { try bench.ask(RunDyno(app: app, command: ["bash"])) }
        #expect(failure?.message == "nothing was pushed to `shop` yet: there is nothing to run")
        #expect(bench.runner.heard.isEmpty)
    }

    @Test func `the release that is current is run, with what its types are called`() throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        try bench.release(of: app, ["web": "serve", "rake": "bundle exec rake"])
        let answer = try bench.ask(RunDyno(app: app, command: ["rake", "db:migrate"], type: "web"))
        #expect(answer == RunDyno.Answer(id: "shop.run.4821", name: "run.4821", version: 1))
        #expect(bench.runner.heard == ["run bundle exec rake db:migrate of 1 by root"])
        #expect(try bench.ask(AwaitDyno(app: app, id: answer.id)).status == 3)
        #expect(bench.runner.heard.last == "await the end of shop.run.4821")
    }

    @Test(
        arguments: [
            ([], [:], nil, "no command is given"), (["a"], ["A-B": "1"], nil, "`A-B` cannot be the name of a config var"),
            (["a"], ["DYNO": "web.1"], nil, "`DYNO` is set by the platform for every dyno"),
            (["a"], [:], "worker", "`shop` has no process type `worker`"),
        ] as [([String], [String: String], String?, String)]
    )
    func `what is no use is refused before anybody starts anything`(
        command: [String],
        environment: [String: String],
        type: String?,
        words: String
    ) throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        try bench.release(of: app, ["web": "serve"])
        let request = RunDyno(app: app, command: command, environment: environment, type: type)
        let failure = #expect(throws: Failure.self) { try bench.ask(request) }
        #expect(failure?.message == words)
        #expect(bench.runner.heard.isEmpty)
    }

    @Test(arguments: [("1GB", "1GB"), ("Standard-2X", "standard-2x"), ("default", nil)] as [(String, String?)])
    func `a size is a name or an amount, and else that of the type`(size: String, kept: String?) throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        try bench.release(of: app, ["web": "serve"])
        try bench.ledger.write { try $0.setSize(try $0.existing(app).id, type: "web", "2GB") }
        _ = try bench.ask(RunDyno(app: app, command: ["a"], type: "web", size: size))
        _ = try bench.ask(RunDyno(app: app, command: ["a"], type: "web"))
        #expect(bench.runner.ordered.map(\.size) == [kept, "2GB"])
        #expect(throws: Failure.self) { try bench.ask(RunDyno(app: app, command: ["a"], size: "huge")) }
    }

    @Test func `a dyno is entered with a shell, or with a program`() throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        let pair = try Descriptor.socketPair()
        let shell = EnterDyno(app: app, dyno: "web.1", command: [], stance: .terminal(.standard))
        let answer = try bench.ask(shell, inputs: [pair.writing.number])
        #expect(bench.runner.heard == ["enter web.1 with bash", "log shop: Entered web.1 with `bash` by user root"])
        #expect(try bench.ask(AwaitDyno(app: app, id: answer.id, session: answer.session)).status == 4)
        #expect(bench.runner.heard.last == "await the end of s1 in shop.web.1")
        let failure = #expect(throws: Failure.self) {
            try bench.ask(EnterDyno(app: app, dyno: "web.1", command: ["ls"], stance: .detached))
        }
        #expect(failure?.code == .invalid)
    }

    @Test func `nothing but pipes reaches a stranger's process`() throws {
        let bench = try RequestBench()
        let app = try bench.app("shop")
        try bench.release(of: app, ["web": "serve"])
        let pipe = try Descriptor.pipe()
        let pair = try Descriptor.socketPair()
        let folder = try Descriptor.open("/", O_RDONLY | O_DIRECTORY)
        let file = try Descriptor.open("/dev/null", O_RDWR)
        let piped = RunDyno(app: app, command: ["cat"], stance: .piped)
        for other in [pair.reading.number, folder.number, file.number] {
            #expect(throws: Failure.self) { try bench.ask(piped, inputs: [pipe.reading.number, pipe.writing.number, other]) }
        }
        #expect(throws: Failure.self) { try bench.ask(piped, inputs: [pipe.reading.number]) }
        #expect(bench.runner.heard.isEmpty)
        _ = try bench.ask(piped, inputs: [pipe.reading.number, pipe.writing.number, pipe.writing.number])
        #expect(bench.runner.heard == ["run cat of 1 by root"])
    }
}
