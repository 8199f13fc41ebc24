import Linux
import Model

/// How mmdebstrap makes a stack.
struct StackCommand {
    let stack: StackDefinition
    let machine: AptSettings
    /// On the store's file system.
    let directory: String

    private static let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

    var command: Command {
        var arguments = ["--variant=minbase", "--mode=root", "--format=directory"]
        if !stack.packages.isEmpty { arguments.append("--include=" + stack.packages.joined(separator: ",")) }
        if Files.exists(Self.keyring) { arguments.append("--keyring=\(Self.keyring)") }
        arguments += machine.options.map { "--aptopt=\($0)" }
        arguments += [stack.suite, directory + "/root"] + sources
        var environment = machine.environment
        environment["PATH"] = Command.plainPath
        environment["LC_ALL"] = "C.UTF-8"
        // Its work tree must be where rename can reach, not in a /tmp that may be small.
        environment["TMPDIR"] = directory
        return Command("/usr/bin/mmdebstrap", arguments, environment: environment)
    }

    /// None: mmdebstrap's own default, with updates and security.
    private var sources: [String] {
        guard let mirror = stack.mirror ?? machine.mirror else { return [] }
        // Mirrors carry the one beside the other.
        let security = machine.securityMirror ?? mirror + "-security"
        return [
            "deb \(mirror) \(stack.suite) main", "deb \(mirror) \(stack.suite)-updates main",
            "deb \(security) \(stack.suite)-security main",
        ]
    }
}
