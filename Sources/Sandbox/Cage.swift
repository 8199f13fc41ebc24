import Model

/// One caged process tree as a value: everything that crun is told, and nothing that happens.
package struct Cage: Hashable, Sendable, Codable {
    /// What the process may do.
    package enum Profile: String, Sendable, Codable {
        /// A stranger's code: no capabilities, no way to any, strict seccomp.
        case app
        /// apt and dpkg as root, with the capabilities that unpacking packages takes and no other.
        case packages
    }

    package enum Network: Hashable, Sendable, Codable {
        /// A loopback of its own and nothing else.
        case none
        /// The machine's.
        case host
        /// A network namespace that was made before, by its path.
        case namespace(String)
    }

    package struct Bind: Hashable, Sendable, Codable {
        package var source: String
        package var destination: String
        package var readOnly: Bool

        package init(_ source: String, at destination: String, readOnly: Bool) {
            self.source = source
            self.destination = destination
            self.readOnly = readOnly
        }
    }

    /// A writable tree over layers of its own, somewhere in the cage.
    package struct Overlay: Hashable, Sendable, Codable {
        /// The topmost first.
        package var lowers: [String]
        /// What the cage wrote there; made where it is not there, for the cage's user.
        package var upper: String
        package var work: String
        package var destination: String

        package init(lowers: [String], upper: String, work: String, at destination: String) {
            self.lowers = lowers
            self.upper = upper
            self.work = work
            self.destination = destination
        }
    }

    /// Unique for ever on this machine: letters, digits, `-`, `_` and `.`, at most 64.
    package var id: String
    /// The bundle: `rootfs`, `upper`, `work`, `tmp` and what the runtime writes.
    package var directory: String
    /// Directories below the writable one, the topmost first.
    package var lowers: [String]
    package var arguments: [String]
    package var environment: [String: String] = [:]
    package var workingDirectory = "/app"
    package var uid: UInt32
    package var gid: UInt32
    package var hostname = "app"
    package var limits = Limits()
    package var network = Network.none
    package var nameServers: [String] = []
    package var binds: [Bind] = []
    /// Folders that stay: what is written there is no part of what the cage writes.
    package var storage: [Bind] = []
    package var overlays: [Overlay] = []
    package var profile = Profile.app
    /// Such as `/renga-TAG/ID`.
    package var cgroup: String
    /// Its standard input, output and errors are a terminal of its own, of whose session its PID 1 is the leader.
    package var terminal = false
    /// The cage dies with the process that supervises it, whatever kills that.
    package var diesWithSupervisor = false

    package init(
        id: String,
        directory: String,
        lowers: [String],
        arguments: [String],
        uid: UInt32,
        gid: UInt32,
        cgroup: String
    ) {
        self.id = id
        self.directory = directory
        self.lowers = lowers
        self.arguments = arguments
        self.uid = uid
        self.gid = gid
        self.cgroup = cgroup
    }

    package static func isValid(id: String) -> Bool {
        let bytes = id.utf8
        return (1...CageName.bytesMax).contains(bytes.count) && bytes.first != UInt8(ascii: ".") && bytes.first != UInt8(ascii: "-")
            && bytes.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || [45, 46, 95].contains($0)
            }
    }
}
