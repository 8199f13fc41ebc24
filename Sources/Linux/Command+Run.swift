import Glibc

extension Command {
    /// What a finished program left.
    package struct Outcome: Sendable {
        package let status: ExitStatus
        /// stdout and stderr as they came, at most `outputLimit` bytes of their end.
        package let output: [UInt8]

        package init(status: ExitStatus, output: [UInt8]) {
            self.status = status
            self.output = output
        }

        package var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs to the end, standard input from `input`, output collected.
    ///
    /// - Parameter start: its descriptors are set here.
    package func run(
        input: [UInt8] = [],
        outputLimit: Int = 1 << 20,
        mounts: Child.Mounts? = nil,
        user: (uid: uid_t, gid: gid_t)? = nil,
        start: Child.Start = Child.Start()
    ) throws(SystemError) -> Outcome {
        let (readEnd, writeEnd) = try Descriptor.pipe().split()
        let reading = Descriptor(owning: readEnd)
        let source = try Descriptor.nameless(holding: input)
        var start = start
        start.descriptors = [source.number, writeEnd, writeEnd]
        if let mounts { start.mounts = mounts }
        if let user { start.user = user }
        let child: Child
        do throws(SystemError) {
            child = try Child.spawn(self, start)
        } catch {
            _ = close(writeEnd)
            throw error
        }
        _ = close(writeEnd)
        var output: [UInt8] = []
        while let part = try readSome(from: reading.number), !part.isEmpty {
            output += part
            if output.count > outputLimit * 2 { output.removeFirst(output.count - outputLimit) }
        }
        if output.count > outputLimit { output.removeFirst(output.count - outputLimit) }
        return Outcome(status: child.wait(), output: output)
    }

    /// Runs to the end; anything but status 0 is an error that carries the program's last words.
    @discardableResult
    package func check(input: [UInt8] = [], user: (uid: uid_t, gid: gid_t)? = nil) throws -> String {
        let outcome = try run(input: input, user: user)
        guard outcome.status.isSuccess else { throw CommandError(command: self, outcome: outcome) }
        return outcome.text
    }
}
