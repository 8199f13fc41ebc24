import Glibc
import Linux

extension Command {
    /// Runs to the end and hands on its output line by line as it comes. Lines over 64 kB are cut.
    func runLines(_ body: (String) throws -> Void) throws -> ExitStatus {
        let (readEnd, writeEnd) = try Descriptor.pipe().split()
        let reading = Descriptor(owning: readEnd)
        let child: Child
        do {
            let writing = Descriptor(owning: writeEnd)
            var start = Child.Start()
            start.descriptors = [nil, writing.number, writing.number]
            start.newProcessGroup = true
            // Where we are killed it has nobody to work for, and what it works on is swept: it clears up after itself.
            start.deathSignal = SIGTERM
            child = try Child.spawn(self, start)
        }
        var lines = LineSplitter()
        do {
            while let part = try readSome(from: reading.number), !part.isEmpty { try lines.add(part, body) }
            try lines.end(body)
        } catch {
            child.killGroup(SIGTERM)
            _ = child.wait()
            throw error
        }
        return child.wait()
    }
}
