import Model

/// What `renga doctor` finds on a machine, decided from what was read of it.
package enum Checkup {
    package struct Finding: Hashable, Sendable, Encodable {
        package enum State: String, Sendable, Encodable { case good, warning, fault }

        package let what: String
        package let state: State
        package let words: String
        /// What to do; nil where all is well.
        package let cure: String?
    }

    /// Somebody who is to be told of what goes wrong, and is not.
    package struct Unheard: Hashable, Sendable {
        package let target: String
        package let why: String
        /// As commands have it: an app or the machine.
        package let scope: String

        package init(target: String, why: String, scope: String) { (self.target, self.why, self.scope) = (target, why, scope) }
    }

    /// What was read; nil: it could not be, or does not apply here.
    package struct Readings: Hashable, Sendable {
        /// What the runner says of itself, or why it does not.
        package var runner: Result<Bool, Failure> = .success(true)
        package var root = ""
        package var space: DiskSpace?
        package var floor = DiskFloor()
        /// Files that others than root can read or change, and should not.
        package var openFiles: [String] = []
        package var fileSystems: Set<String> = []
        package var controllers: Set<String> = []
        package var sudoRule: Bool?
        package var sshdReads: Bool?
        package var sshdComplaint: String?
        /// By port, whether somebody answers on this machine.
        package var ports: [UInt16: Bool] = [:]
        package var domain = ""
        /// What a name below the domain leads to, and what this machine's addresses are.
        package var resolved: [String] = []
        package var addresses: [String] = []
        package var isClockSynchronised: Bool?
        package var availableBytes: Int64?
        package var memoryBytes: Int64?
        /// Storage of apps that were destroyed.
        package var keptStorage: KeptStorage?
        package var unheard: [Unheard] = []
        /// What came of the last look at a team's list of keys, and how they stand to it; nil: no list is set.
        package var keySync: KeySyncStanding?
        package var keySyncReport: KeySyncReport?

        package init() {}
    }

    package static func findings(_ readings: Readings) -> [Finding] {
        [
            runner(readings), disk(readings), memory(readings), modes(readings), kernel(readings), groups(readings), sudo(readings),
            sshd(readings), names(readings), clock(readings), kept(readings), messages(readings),
            teamKeys(readings),
        ].compactMap { $0 } + ports(readings)
    }

    private static func good(_ what: String, _ words: String) -> Finding { Finding(what: what, state: .good, words: words, cure: nil) }
    private static func fault(_ what: String, _ words: String, _ cure: String?) -> Finding {
        Finding(what: what, state: .fault, words: words, cure: cure)
    }
    private static func warning(_ what: String, _ words: String, _ cure: String) -> Finding {
        Finding(what: what, state: .warning, words: words, cure: cure)
    }

    private static func runner(_ readings: Readings) -> Finding {
        switch readings.runner {
        case .success(true): good("services", "the runner answers, and the router is connected to it")
        case .success(false):
            fault(
                "services",
                "the router is not connected to the runner: no new version can be served",
                "start it: `systemctl start renga-router`, or `sv start renga-router` where runit runs"
            )
        case .failure(let failure): fault("services", failure.message, failure.hint)
        }
    }

    private static func disk(_ readings: Readings) -> Finding? {
        guard let space = readings.space else { return nil }
        let free = "\(Quantity.rounded(bytes: space.freeBytes)) free in \(readings.root)"
        let cure = "renga store:gc removes what no release needs; renga apps --long shows what each app takes"
        guard readings.floor.isMet(by: space) else { return fault("disk", "\(free): apps that grow are stopped", cure) }
        return space.freeBytes < readings.floor.bytes * 3 ? warning("disk", "only \(free)", cure) : good("disk", free)
    }

    /// Nobody removes it but a person: it is more than a word where it is a third of what could be free.
    private static func kept(_ readings: Readings) -> Finding? {
        guard let kept = readings.keptStorage else { return nil }
        let words = "\(kept.text) of destroyed apps: \(readings.root)/storage/.kept-…"
        guard let free = readings.space?.freeBytes, kept.size.bytes > free / 2 else { return good("kept storage", words) }
        return warning("kept storage", words, "remove what nobody will ask for: ls -ld \(readings.root)/storage/.kept-*")
    }

    private static func memory(_ readings: Readings) -> Finding? {
        guard let available = readings.availableBytes, let total = readings.memoryBytes, total > 0 else { return nil }
        let words = "\(Quantity.rounded(bytes: available)) of \(Quantity.rounded(bytes: total)) available"
        return available < total / 20
            ? warning("memory", "only \(words)", "fewer dynos (renga ps:scale), or less for each: `dyno.memory_bytes` in config.yml")
            : good("memory", words)
    }

    private static func modes(_ readings: Readings) -> Finding {
        guard !readings.openFiles.isEmpty else { return good("modes", "nobody but root reads the ledger and its key") }
        let names = readings.openFiles.prefix(5).joined(separator: ", ")
        return fault(
            "modes",
            "others than root can read or change \(names)",
            "renga-runner --root \(readings.root) --mend puts owners and modes right"
        )
    }

    private static func kernel(_ readings: Readings) -> Finding {
        guard !readings.fileSystems.contains("overlay") else { return good("kernel", "overlayfs is there") }
        return fault("kernel", "the kernel has no overlayfs, of which each dyno's files are made", "modprobe overlay")
    }

    private static func groups(_ readings: Readings) -> Finding {
        let missing = ["cpu", "memory", "pids"].filter { !readings.controllers.contains($0) }
        guard !missing.isEmpty else { return good("control groups", "cpu, memory and pids hold apps to their limits") }
        return fault(
            "control groups",
            "there is no controller \(missing.joined(separator: ", ")): apps are not held to their limits",
            "mount cgroup v2 at /sys/fs/cgroup; on some boards, add cgroup_enable=memory to the kernel's command line"
        )
    }

    private static func sudo(_ readings: Readings) -> Finding? {
        readings.sudoRule.map { isRight in
            isRight
                ? good("sudo", "git may start the builder of this root, and nothing else")
                : fault(
                    "sudo",
                    "/etc/sudoers.d/renga does not let git start the builder of this root: pushes fail",
                    "run ./install.sh again"
                )
        }
    }

    private static func sshd(_ readings: Readings) -> Finding? {
        if let complaint = readings.sshdComplaint {
            return fault("sshd", "sshd does not accept its configuration: \(complaint)", "sshd -t")
        }
        return readings.sshdReads.map { reads in
            reads
                ? good("sshd", "the user git comes in with the keys of this root")
                : fault("sshd", "sshd does not read \(readings.root)/ssh/authorized_keys for the user git", "run ./install.sh again")
        }
    }

    private static func ports(_ readings: Readings) -> [Finding] {
        readings.ports.sorted { $0.key < $1.key }.map { port, answers in
            answers
                ? good("port \(port)", "somebody answers on this machine")
                : fault(
                    "port \(port)",
                    "nobody answers",
                    "start the service, or look who else was to have it: ss -ltnp 'sport = :\(port)'"
                )
        }
    }

    private static func names(_ readings: Readings) -> Finding? {
        guard !readings.domain.isEmpty, readings.domain != "localhost" else { return nil }
        let wildcard = "*.\(readings.domain)"
        guard !readings.resolved.isEmpty else {
            return warning(
                "DNS",
                "\(wildcard) leads nowhere: apps are not found by their names",
                "make a wildcard record of it that points here"
            )
        }
        let here = readings.resolved.filter(Set(readings.addresses).contains)
        let shown = readings.resolved.prefix(3).joined(separator: ", ")
        guard here.isEmpty else { return good("DNS", "\(wildcard) leads to \(shown)") }
        return warning(
            "DNS",
            "\(wildcard) leads to \(shown), which is no address of this machine",
            "right behind a NAT or a proxy; else mend the record"
        )
    }

    private static func clock(_ readings: Readings) -> Finding? {
        readings.isClockSynchronised.map { isRight in
            isRight
                ? good("clock", "it is kept right")
                : warning(
                    "clock",
                    "nobody keeps it right: certificates and times in logs need it",
                    "apt-get install systemd-timesyncd, or chrony"
                )
        }
    }

    private static func messages(_ readings: Readings) -> Finding? {
        guard let first = readings.unheard.first else { return nil }
        let others = readings.unheard.count > 1 ? ", and \(readings.unheard.count - 1) more" : ""
        return warning(
            "messages",
            "what goes wrong is not told to \(first.target) (\(first.why))\(others)",
            "renga notify \(first.scope), and renga notify:test \(first.scope) once it is mended"
        )
    }

    private static func teamKeys(_ readings: Readings) -> Finding? {
        guard let standing = readings.keySync else { return nil }
        let what = "team's keys"
        let source = readings.keySyncReport?.source ?? "the list"
        let since = readings.keySyncReport?.currentAt.map { "those of \($0)" } ?? "as they were before any look"
        switch standing {
        case .never: return warning(what, "nobody has looked at the list yet", "renga keys:sync --dry-run shows what a look would change")
        case .current: return good(what, "\(since), by \(source)")
        case .refused(let why):
            return fault(
                what,
                "they are \(since): the last look at \(source) changed nothing: \(why)",
                "renga keys:sync --dry-run, once it is mended"
            )
        case .stale(let minutes):
            return warning(
                what,
                "they are \(since): nobody has looked at \(source) for \(minutes) minutes",
                "renga keys:sync looks now; the log of renga-runner says why it does not"
            )
        }
    }
}
