import Glibc
import Linux
import Model
import Planning
import Sandbox

/// The release command, such as a migration: it runs with a release's slug and config vars before its dynos boot, in a cage
/// that is a dyno's in all but its name.
package struct ReleaseCommand {
    /// Which command, for whom.
    package struct Order: Sendable {
        package var app: AppName
        package var uid: UInt32
        package var deploy: Int64
        package var command: String
        package var slug: SlugManifest
        package var secrets: [String: String]
        package var config: [String: String]
        package var mounts: [StorageMount] = []
        package var kind = Kind.release
        /// The longest that it may run; nil: as long as release commands may.
        package var secondsMax: Int?

        package init(
            app: AppName,
            uid: UInt32,
            deploy: Int64,
            command: String,
            slug: SlugManifest,
            secrets: [String: String],
            config: [String: String]
        ) {
            self.app = app
            self.uid = uid
            self.deploy = deploy
            self.command = command
            self.slug = slug
            self.secrets = secrets
            self.config = config
        }

        package var id: String { CageName.release(app, deploy) }
        /// As `$DYNO` and the app's log have it.
        package var name: String { "\(kind.rawValue).\(deploy)" }
    }

    /// Before each release, or once: app.json's, at the first deploy.
    package enum Kind: String, Sendable {
        case release, postdeploy
        /// Before a preview is destroyed.
        case predestroy
        /// A copy of a folder that stays.
        case snapshot

        var words: String {
            switch self {
            case .release: "the release command"
            case .postdeploy: "app.json's postdeploy command"
            case .predestroy: "app.json's pr-predestroy command"
            case .snapshot: "the copying"
            }
        }
    }

    private let machine: Machine
    private let configuration: Configuration

    package init(_ machine: Machine, _ configuration: Configuration) {
        self.machine = machine
        self.configuration = configuration
    }

    /// Runs it to its end; throws where it does not succeed.
    ///
    /// - Parameters:
    ///   - cancel: readable or hung up means: stop. Borrowed.
    ///   - output: as it comes.
    ///   - lines: the same as lines, each no longer than a log's, with names of config vars in the place of their values.
    package func run(
        _ order: Order,
        cancel: Int32?,
        output: ([UInt8]) throws -> Void,
        lines: ([String]) throws -> Void
    ) throws {
        let owned = try OwnedDirectory.make(in: machine.root.scratch, "\(getpid())-release-\(order.deploy)", mode: 0o711)
        defer {
            // What stays of a removal that failed is swept later.
            try? Files.removeTree(owned.path)
            withExtendedLifetime(owned) {}
        }
        let lease = try AddressLease.take(machine)
        // A namespace that stays is taken by whoever leases its number next.
        defer { try? lease.giveBack() }
        let left = try StoragePlaces(machine.root).make(order.mounts, uid: order.uid)
        if !left.isEmpty { try lines(left) }
        var hasPrinted = false
        var splitter = LineSplitter(lineBytesMax: configuration.logs.lineBytesMax)
        let mask = SecretMask(order.secrets.merging(order.config) { $1 })
        let result = try machine.runtime.run(
            cage(order, in: owned.path, lease.namespace),
            limits: RunLimits(
                seconds: seconds(order),
                disk: configuration.dyno.disk,
                floor: configuration.disk
            ),
            cancel: cancel
        ) { part in
            hasPrinted = true
            try output(part)
            var whole: [String] = []
            splitter.add(part) { whole.append(mask.hide(HarmlessText.text($0))) }
            if !whole.isEmpty { try lines(whole) }
        }
        var last: [String] = []
        splitter.end { last.append(mask.hide(HarmlessText.text($0))) }
        if !last.isEmpty { try lines(last) }
        try check(result, order, hasPrinted)
    }

    private func seconds(_ order: Order) -> Int { order.secondsMax ?? configuration.build.releaseSecondsMax }

    /// There is no port to be told of: nobody comes to it.
    private static let port: UInt16 = 5000

    func cage(_ order: Order, in directory: String, _ namespace: String) -> Cage {
        let launch = DynoLaunch(
            order.slug,
            command: order.command,
            secrets: order.secrets,
            config: order.config,
            name: order.name,
            port: Self.port,
            uid: order.uid,
            limits: configuration.dyno,
            mounts: order.mounts
        )
        return Cage(dyno: launch, id: order.id, hostname: "release", directory: directory, namespace: namespace, on: machine)
    }

    private func check(_ result: CageResult, _ order: Order, _ hasPrinted: Bool) throws {
        let what: String =
            switch result {
            case .exited(0): ""
            case .exited(let code): "ended with status \(code)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .outOfMemory: "used more memory than a dyno may"
            case .timeLimit: "did not end within \(seconds(order)) seconds"
            case .diskLimit(let excess, _): DiskText.excess(excess, of: configuration.dyno.disk, who: "a dyno")
            case .diskFull(let space): "failed because the disk is full: \(DiskText.left(space, configuration.disk))"
            case .cancelled: throw Failure(.cancelled, "\(order.kind.words) was cancelled")
            }
        guard what.isEmpty else {
            throw Failure(
                .buildFailed,
                "\(order.kind.words) `\(order.command)` \(what)",
                hint: order.kind == .snapshot
                    ? "no copy was kept; mend what it says above, in a one-off dyno: renga run bash -a \(order.app)"
                    : "what it did outside of the app, such as in a database, stays; \(Transcript.printed(hasPrinted))"
            )
        }
    }
}
