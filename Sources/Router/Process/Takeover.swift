import Glibc
import Linux
import Model

/// Whether the program that is at our path now can go on with what we hold.
enum Takeover {
    /// What `--check` prints where nothing is wrong.
    static let answer = "handover \(Handover.version)"
    private static let millisecondsMax: Int64 = 10_000

    /// Where this program is found again. A link on the way is followed anew each time, so that an upgrade may turn it.
    static func programPath(_ name: String) throws(Failure) -> String {
        if name.hasPrefix("/") { return name }
        let path = Files.real(name.contains("/") ? name : "/proc/self/exe")
        guard let path else { throw Failure(.internal, "cannot find the program `\(name)` again", hint: "start it by an absolute path") }
        return path
    }

    /// Asks the program itself; nil: it can, else why it cannot.
    static func refusal(_ command: Command) -> String? {
        do throws(SystemError) {
            let (reading, writing) = try Descriptor.pipe().split()
            let source = Descriptor(owning: reading)
            var start = Child.Start()
            start.descriptors = [nil, writing, writing]
            let child: Child
            do throws(SystemError) {
                child = try Child.spawn(command, start)
            } catch {
                close(writing)
                throw error
            }
            close(writing)
            let said = try listen(to: source.number)
            if said == nil { child.kill(SIGKILL) }
            let status = child.wait()
            guard let said else { return "\(command.executable) does not answer within \(millisecondsMax / 1000) s" }
            if status.isSuccess, said.split(separator: "\n").contains(Substring(answer)) { return nil }
            let words = said.isEmpty ? "\(command.executable) ended with \(status)" : said
            return words.hasSuffix("\n") ? String(words.dropLast()) : words
        } catch {
            return "\(error)"
        }
    }

    /// Everything until the end; nil where that does not come.
    private static func listen(to number: Int32) throws(SystemError) -> String? {
        let deadline = Moment.monotonicMilliseconds() + millisecondsMax
        var said: [UInt8] = []
        while said.count < 1 << 20 {
            var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            let rest = deadline - Moment.monotonicMilliseconds()
            guard rest > 0 else { return nil }
            let count = poll(&item, 1, Int32(clamping: rest))
            if count < 0, errno != EINTR { throw SystemError("wait for", "a program") }
            guard count > 0 else { continue }
            guard let part = try readSome(from: number), !part.isEmpty else { break }
            said += part
        }
        return String(decoding: said, as: UTF8.self)
    }
}
