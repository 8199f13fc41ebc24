import FoundationEssentials
import Linux
import Model

/// The containers' common seccomp profile, made stricter: that one lets anybody make a user namespace and mount in it.
package struct SeccompProfile: Hashable, Sendable {
    package enum Architecture: String, Sendable {
        case x86
        case arm

        package static var current: Architecture {
            #if arch(arm64)
                .arm
            #else
                .x86
            #endif
        }

        /// Only the machine's own: each further one costs milliseconds of every start, and no stack of ours uses it.
        var name: String { self == .x86 ? "SCMP_ARCH_X86_64" : "SCMP_ARCH_AARCH64" }
        var words: Set<String> { self == .x86 ? ["amd64", "x86_64"] : ["arm64", "aarch64"] }
    }

    package static let standardPath = "/usr/share/containers/seccomp.json"

    private let app: SeccompFilter
    private let packages: SeccompFilter

    /// Reads the profile of the machine, once for a process.
    package init(path: String = SeccompProfile.standardPath, architecture: Architecture = .current) throws(Failure) {
        let source: Source
        do {
            source = try JSONDecoder().decode(Source.self, from: Data(try Files.read(path)))
        } catch {
            throw Failure(
                .unavailable,
                "cannot read the seccomp profile \(path): \(error)",
                hint: "apt-get install golang-github-containers-common"
            )
        }
        app = Self.convert(source, architecture, holding: Cage.Profile.app.capabilities, allowing: [])
        packages = Self.convert(source, architecture, holding: Cage.Profile.packages.capabilities, allowing: ["chroot"])
    }

    func filter(for profile: Cage.Profile) -> SeccompFilter { profile == .app ? app : packages }

    /// Refused with EPERM, whatever the common profile says.
    private static let forbidden: Set<String> = [
        "add_key", "bpf", "chroot", "fsconfig", "fsmount", "fsopen", "fspick", "io_uring_enter", "io_uring_register",
        "io_uring_setup", "keyctl", "mount", "mount_setattr", "move_mount", "name_to_handle_at", "open_tree",
        "perf_event_open", "pivot_root", "reboot", "request_key", "setns", "swapoff", "swapon", "umount", "umount2",
        "unshare", "userfaultfd", "vhangup",
    ]
    /// Every CLONE_NEW* flag.
    private static let namespaceFlags: UInt64 = 0x7E02_0000
    private static let noSuchCall = 38
    private static let notPermitted = 1

    private static func convert(
        _ source: Source,
        _ architecture: Architecture,
        holding: [String],
        allowing: Set<String>
    ) -> SeccompFilter {
        let held = Set(holding)
        let refused = forbidden.subtracting(allowing)
        let taken = refused.union(["clone", "clone3"]).union(SocketFamilies.calls)
        var rules: [SeccompFilter.Rule] = []
        for rule in source.syscalls where rule.applies(to: architecture, holding: held) {
            let names = rule.names.filter { !taken.contains($0) }
            guard !names.isEmpty else { continue }
            rules.append(.init(names: names, action: rule.action, args: rule.arguments, errnoRet: rule.errnoRet))
        }
        rules.append(
            .init(
                names: ["clone"],
                action: "SCMP_ACT_ALLOW",
                args: [.init(index: 0, value: namespaceFlags, valueTwo: 0, op: "SCMP_CMP_MASKED_EQ")]
            )
        )
        // Its flags are behind a pointer that a filter cannot read: libraries fall back to clone.
        rules.append(.init(names: ["clone3"], action: "SCMP_ACT_ERRNO", errnoRet: noSuchCall))
        rules.append(.init(names: refused.sorted(), action: "SCMP_ACT_ERRNO", errnoRet: notPermitted))
        rules += SocketFamilies.rules
        return SeccompFilter(
            defaultAction: source.defaultAction,
            defaultErrnoRet: source.defaultErrnoRet ?? notPermitted,
            architectures: [architecture.name],
            syscalls: rules
        )
    }
}

extension SeccompProfile {
    /// The file's own form, in which a rule may depend on the architecture and on capabilities.
    private struct Source: Decodable {
        var defaultAction: String
        var defaultErrnoRet: Int?
        var syscalls: [Rule]
    }

    private struct Condition: Decodable {
        var arches: [String]?
        var caps: [String]?
    }

    private struct Rule: Decodable {
        var names: [String]
        var action: String
        var args: [SeccompFilter.Argument]?
        var errnoRet: Int?
        var includes: Condition?
        var excludes: Condition?

        var arguments: [SeccompFilter.Argument]? { args.flatMap { $0.isEmpty ? nil : $0 } }

        func applies(to architecture: Architecture, holding: Set<String>) -> Bool {
            if let arches = includes?.arches, !arches.isEmpty, architecture.words.isDisjoint(with: arches) {
                return false
            }
            if let arches = excludes?.arches, !architecture.words.isDisjoint(with: arches) { return false }
            if let caps = includes?.caps, !holding.isSuperset(of: caps) { return false }
            if let caps = excludes?.caps, !holding.isDisjoint(with: caps) { return false }
            return true
        }
    }
}
