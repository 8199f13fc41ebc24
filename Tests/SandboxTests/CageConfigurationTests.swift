import FoundationEssentials
import Linux
import Model
import Sandbox
import Testing

@Suite("A cage as crun reads it") struct CageConfigurationTests {
    private struct Read: Decodable {
        struct Process: Decodable {
            struct Limit: Decodable {
                var type: String
                var hard: UInt64
            }
            var args: [String]
            var env: [String]
            var capabilities: [String: [String]]
            var rlimits: [Limit]
            var noNewPrivileges: Bool
        }
        struct Mount: Decodable {
            var destination: String
            var options: [String]
        }
        struct Linux: Decodable {
            struct Namespace: Decodable, Equatable {
                var type: String
                var path: String?
            }
            struct Seccomp: Decodable {
                struct Rule: Decodable {
                    var names: [String]
                    var action: String
                    var errnoRet: Int?
                }
                var architectures: [String]
                var syscalls: [Rule]
            }
            var namespaces: [Namespace]
            var cgroupsPath: String
            var seccomp: Seccomp
        }
        var process: Process
        var mounts: [Mount]
        var linux: Linux
    }

    private func read(
        _ cage: Cage,
        _ ceilings: HardLimits = .init(),
        _ architecture: SeccompProfile.Architecture = .x86
    )
        throws -> Read
    {
        let seccomp = try SeccompProfile(architecture: architecture)
        let bytes = try cage.ociConfiguration(seccomp: seccomp, ceilings: ceilings, initBinary: "/usr/bin/tini-static")
        return try JSONDecoder().decode(Read.self, from: Data(bytes))
    }

    private var cage: Cage {
        Cage(
            id: "web.1-x",
            directory: "/b",
            lowers: ["/l"],
            arguments: ["run", "it"],
            uid: 20001,
            gid: 20001,
            cgroup: "/renga-x/web.1-x"
        )
    }

    @Test func `runs its command under tini`() throws {
        var cage = cage
        #expect(try read(cage).process.args == [Cage.initPath, "-g", "--", "run", "it"])
        cage.diesWithSupervisor = true
        #expect(try read(cage).process.args == [Cage.initPath, "-g", "-p", "SIGKILL", "--", "run", "it"])
    }

    @Test func `asks for no more than the process has`() throws {
        var cage = cage
        cage.limits.openFiles = 5000
        cage.limits.fileSizeBytes = 100
        let limits = try read(cage, HardLimits(openFiles: 1000, fileSizeBytes: 200)).process.rlimits
        #expect(limits.first { $0.type == "RLIMIT_NOFILE" }?.hard == 1000)
        #expect(limits.first { $0.type == "RLIMIT_FSIZE" }?.hard == 100)
        #expect(limits.first { $0.type == "RLIMIT_CORE" }?.hard == 0)
    }

    @Test func `gives an app no capability, and apt a few`() throws {
        var cage = cage
        #expect(try read(cage).process.capabilities.values.allSatisfy { $0.isEmpty })
        cage.profile = .packages
        let held = try read(cage).process.capabilities["effective"] ?? []
        #expect(held.contains("CAP_CHOWN"))
        #expect(!held.contains("CAP_SYS_ADMIN"))
        #expect(try read(cage).process.noNewPrivileges)
    }

    @Test func `joins the network that it is given`() throws {
        var cage = cage
        #expect(try read(cage).linux.namespaces.contains(.init(type: "network")))
        cage.network = .namespace("/run/netns/x")
        #expect(try read(cage).linux.namespaces.contains(.init(type: "network", path: "/run/netns/x")))
        cage.network = .host
        #expect(try !read(cage).linux.namespaces.contains { $0.type == "network" })
    }

    @Test(arguments: [SeccompProfile.Architecture.x86, .arm])
    func `allows no call that makes or enters a namespace`(architecture: SeccompProfile.Architecture) throws {
        let seccomp = try read(cage, .init(), architecture).linux.seccomp
        #expect(seccomp.architectures.count == 1)
        let allowed = Set(seccomp.syscalls.filter { $0.action == "SCMP_ACT_ALLOW" }.flatMap(\.names))
        #expect(allowed.isSuperset(of: ["read", "openat", "clone", "futex"]))
        #expect(
            allowed.isDisjoint(with: [
                "unshare", "setns", "mount", "umount2", "clone3", "bpf", "keyctl", "chroot", "ptrace_x",
            ])
        )
        #expect(seccomp.syscalls.contains { $0.names == ["clone3"] && $0.errnoRet == 38 })
    }

    @Test func `has every key that crun needs to tell read-only binds`() throws {
        var cage = cage
        cage.binds = [.init("/in", at: "/app/in", readOnly: true), .init("/out", at: "/out", readOnly: false)]
        let mounts = try read(cage).mounts
        #expect(mounts.first { $0.destination == "/app/in" }?.options.contains("ro") == true)
        #expect(mounts.first { $0.destination == "/out" }?.options.contains("rw") == true)
    }

    @Test func `survives being written down`() throws {
        let again = try JSONDecoder().decode(Cage.self, from: JSONEncoder().encode(cage))
        #expect(again == cage)
    }

    @Test(arguments: ["", ".", "../x", "a/b", "-x", "a b"]) func `is not named`(id: String) {
        #expect(!Cage.isValid(id: id))
    }
}
