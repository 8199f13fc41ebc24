import FoundationEssentials
import Glibc
import Linux
import Model

/// Places where a push stops until the test lets it go on: in a build step, in the boot of the dyno, and in git's own
/// transaction, before and after the ref has moved.
struct Gates {
    enum Stage: String, CaseIterable, Sendable {
        case step, boot, prepared, committed
    }

    static let buildpack = """
        name: Gated
        detect: {file: gated.py}
        packages:
          run: [python3]
        steps:
          - name: Waiting at the gate
            always: true
            network: true
            caches: [gate]
            run: |
              [ -e "$CACHE_DIR/gate/closed" ] || exit 0
              mkfifo "$CACHE_DIR/gate/fifo"
              echo At the gate of the step
              read line < "$CACHE_DIR/gate/fifo"

        """

    /// With a file `gate` it waits for a connection beside its port before it boots.
    private static let server = """
        import os, socket
        if os.path.exists("/app/gate"):
            gate = socket.create_server(("0.0.0.0", int(os.environ["PORT"]) + 1))
            print("At the gate of the boot", flush=True)
            gate.accept()

        """ + SampleApps.server

    let platform: Installation
    let app: AppName
    private let folder: String
    private let openGates = OpenGates()

    init(_ platform: Installation, _ app: String) throws {
        self.platform = platform
        self.app = try platform.appName(app)
        folder = platform.root.path + "/gates"
        try Files.makeDirectory(folder)
        try Files.replace(
            platform.root.repository(self.app) + "/hooks/reference-transaction",
            with: """
                #!/bin/sh
                grep -Eq 'refs/heads/(main|preview)' || exit 0
                [ -e \(folder)/$1.closed ] || exit 0
                [ -p \(folder)/$1.fifo ] || mkfifo \(folder)/$1.fifo
                touch \(folder)/$1.reached
                read line < \(folder)/$1.fifo

                """,
            mode: 0o755
        )
    }

    static func installation() throws -> Installation {
        try Installation("dyno: {drain_seconds_max: 3}\n", buildpacks: ["gated": buildpack])
    }

    static func sampleApp(_ message: String) throws -> SampleApp {
        try SampleApp(["gated.py": server, "message": message, "Procfile": "web: exec python3 gated.py\n"])
    }

    /// Files of the commit that is to stop at a stage.
    static func change(_ message: String, _ stage: Stage) -> [String: String] {
        stage == .boot ? ["message": message, "gate": message] : ["message": message]
    }

    private var stepFolder: String { platform.root.cache(app) + "/gate" }

    func close(_ stage: Stage) throws {
        switch stage {
        case .step:
            if Files.exists(stepFolder + "/fifo") { try Files.remove(stepFolder + "/fifo") }
            try Files.replace(stepFolder + "/closed", with: "")
        case .boot: break
        case .prepared, .committed:
            for name in ["fifo", "reached"] where Files.exists("\(folder)/\(stage.rawValue).\(name)") {
                try Files.remove("\(folder)/\(stage.rawValue).\(name)")
            }
            try Files.replace("\(folder)/\(stage.rawValue).closed", with: "")
        }
    }

    func wait(for push: BackgroundPush, at stage: Stage) throws {
        switch stage {
        case .step: try push.wait(for: "At the gate of the step")
        case .boot: try eventually("the dyno boots\n\(try push.text)") { try gatedDynos() > 0 }
        case .prepared, .committed:
            try eventually("git's transaction is \(stage)\n\(try push.text)") { Files.exists("\(folder)/\(stage.rawValue).reached") }
        }
    }

    /// Lets everything that waits at a stage go on, now and from now on.
    func open(_ stage: Stage) throws {
        switch stage {
        case .step:
            if Files.exists(stepFolder + "/closed") { try Files.remove(stepFolder + "/closed") }
            try openGates.open(stepFolder + "/fifo")
        case .boot: _ = try connectToGates()
        case .prepared, .committed:
            if Files.exists("\(folder)/\(stage.rawValue).closed") { try Files.remove("\(folder)/\(stage.rawValue).closed") }
            try openGates.open("\(folder)/\(stage.rawValue).fifo")
        }
    }

    /// How many dynos wait at the gate of their boot.
    private func gatedDynos() throws -> Int {
        try platform.dynoIDs().filter { id in
            // The output of a dyno that is being made or removed is not there.
            (try? Files.text(platform.root.dyno(id) + "/output.log"))?.contains("At the gate of the boot") ?? false
                && !Files.exists(platform.root.dyno(id) + "/up")
        }.count
    }

    @discardableResult
    private func connectToGates() throws -> Int {
        var count = 0
        for id in try platform.dynoIDs() where !Files.exists(platform.root.dyno(id) + "/up") {
            guard let bytes = try? Files.read(platform.root.dyno(id) + "/dyno.json") else { continue }
            let place = try JSONDecoder().decode(DynoRecord.self, from: Data(bytes)).endpoint
            if (try? TCP.connect(place.address, place.port + 1)) != nil { count += 1 }
        }
        return count
    }

    /// Pushes a commit that stops nowhere but at the gate of its boot, which is opened for it.
    func pushThrough(_ source: SampleApp, stage: Stage) throws -> (status: ExitStatus, text: String) {
        let push = try BackgroundPush(platform, source, to: app.text)
        if stage == .boot {
            try eventually("the dyno boots, or the push ends") {
                try connectToGates() > 0 || push.text.contains("Everything up-to-date") || push.text.contains("rejected")
            }
        }
        return try push.finish()
    }
}

extension Installation {
    /// The dynos there are, as the runner wrote them down.
    func dynoRecords() throws -> [DynoRecord] {
        try dynoIDs().map { try JSONDecoder().decode(DynoRecord.self, from: Data(try Files.read(root.dyno($0) + "/dyno.json"))) }
    }
}
