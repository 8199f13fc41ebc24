/// The part of the OCI runtime specification that we use, word for word.
struct OCIConfiguration: Encodable {
    struct User: Codable {
        var uid: UInt32
        var gid: UInt32
        var umask = 0o022
    }

    struct Capabilities: Codable {
        var bounding: [String]
        var effective: [String]
        var inheritable: [String] = []
        var permitted: [String]
        var ambient: [String] = []

        init(_ held: [String]) {
            bounding = held
            effective = held
            permitted = held
        }
    }

    struct ResourceLimit: Codable {
        var type: String
        var hard: UInt64
        var soft: UInt64
    }

    struct Process: Codable {
        var terminal: Bool
        var user: User
        var args: [String]
        var env: [String]
        var cwd: String
        var capabilities: Capabilities
        var rlimits: [ResourceLimit]
        var noNewPrivileges = true
        var oomScoreAdj = 500
    }

    struct Root: Encodable {
        var path = "rootfs"
        var readonly = false
    }

    struct Mount: Encodable {
        var destination: String
        var type: String
        var source: String
        var options: [String]

        init(_ destination: String, _ type: String, _ source: String, _ options: [String]) {
            self.destination = destination
            self.type = type
            self.source = source
            self.options = options
        }
    }

    struct Namespace: Encodable {
        var type: String
        var path: String?
    }

    struct Memory: Encodable {
        var limit: Int64
        /// Memory and swap together.
        var swap: Int64
    }

    struct Processes: Encodable { var limit: Int }

    struct CPU: Encodable {
        var shares: Int?
        /// Microseconds in each period.
        var quota: Int64?
        var period: UInt64?
    }

    struct Device: Encodable {
        var allow: Bool
        var access: String
    }

    struct Resources: Encodable {
        var devices = [Device(allow: false, access: "rwm")]
        var memory: Memory
        var pids: Processes?
        var cpu: CPU
    }

    struct Linux: Encodable {
        var namespaces: [Namespace]
        var cgroupsPath: String
        var resources: Resources
        var seccomp: SeccompFilter
        var rootfsPropagation = "rprivate"
        var maskedPaths = MaskedPaths.all
        var readonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]
    }

    var ociVersion = "1.0.2"
    var process: Process
    var root = Root()
    var hostname: String
    var mounts: [Mount]
    var linux: Linux
}
