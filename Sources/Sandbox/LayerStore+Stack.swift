import Glibc
import Linux
import Model

extension LayerStore {
    /// A key has 64 characters at most.
    private static let nameMax = 32

    /// Depends on what is installed alone: a new title or version list needs no new tree. It is that of the first base system
    /// of this definition, and what those that are made later begin with.
    package static func key(of stack: StackDefinition) -> String {
        let parts = ["stack 1", stack.suite, stack.mirror ?? ""] + stack.packages.sorted()
        return "stack-\(stack.name.prefix(nameMax))-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(16))"
    }

    /// That of a base system that is made anew of what Debian has at `microseconds` since 1970: each is another layer, so that
    /// what was made before stays what it is.
    package static func key(of stack: StackDefinition, madeAt microseconds: Int64) -> String {
        "\(key(of: stack))-\(String(microseconds / 1_000_000, radix: 16))"
    }

    /// Whether a base system was made by this definition, whenever that was.
    package static func isBase(_ key: String, of stack: StackDefinition) -> Bool {
        key == self.key(of: stack) || key.hasPrefix(self.key(of: stack) + "-")
    }

    /// Makes the base system of `stack` unless it is there: 15 to 60 seconds.
    ///
    /// - Parameters:
    ///   - wanted: its key; nil: that of the first.
    ///   - progress: gets a line whenever something new begins.
    /// - Returns: its key.
    package func makeStack(
        _ stack: StackDefinition,
        as wanted: String? = nil,
        isCancelled: () -> Bool = { false },
        progress: (String) throws -> Void
    ) throws -> String {
        let key = wanted ?? Self.key(of: stack)
        var told: (any Error)?
        try create(
            key,
            LayerRecord(kind: .stack, title: stack.title),
            isCancelled: isCancelled,
            waiting: { do { try progress("Waiting for another build of \(stack.title)") } catch { told = error } },
            build: { directory in
                if let told { throw told }
                try bootstrap(stack, in: directory, progress)
                try Self.addMountPoints(to: directory + "/root")
            }
        )
        return key
    }

    private func bootstrap(_ stack: StackDefinition, in directory: String, _ progress: (String) throws -> Void) throws {
        let machine = AptSettings.ofThisMachine()
        let command = StackCommand(stack: stack, machine: machine, directory: directory).command
        guard Files.exists(command.executable) else {
            throw Failure(
                .unavailable,
                "there is no program `mmdebstrap` on this machine",
                hint: "apt-get install mmdebstrap"
            )
        }
        var tail: [String] = []
        let status = try command.runLines { line in
            tail = tail.suffix(19) + [line]
            if line.hasPrefix("I: ") { try progress(String(line.dropFirst(3))) }
        }
        guard status.isSuccess else {
            throw Failure(
                .unavailable,
                "cannot make the stack \(stack.name): mmdebstrap ended with \(status)",
                hint: "is \(stack.mirror ?? machine.mirror ?? "Debian's mirror") reachable from this machine?",
                detail: tail
            )
        }
    }

    /// What cages mount over is in the stack already, so that no mount leaves an empty file in a layer.
    static func addMountPoints(to root: String) throws {
        try Files.makeDirectory(root + "/app")
        try Files.makeDirectory(root + "/usr/libexec/renga")
        for path in [Cage.initPath, PackageInstaller.authoritiesPath] {
            try Files.replace(root + path, with: "", mode: 0o755)
        }
        // No service starts while its package is unpacked.
        try Files.replace(root + "/usr/sbin/policy-rc.d", with: "#!/bin/sh\nexit 101\n", mode: 0o755)
        for name in ["resolv.conf", "hosts"] { try Files.replace("\(root)/etc/\(name)", with: "") }
    }
}
